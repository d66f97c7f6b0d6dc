import './page.css';
import { deviceClock } from './edge/device-clock.ts';
import { takingFrom } from './edge/early.ts';
import { hlsLoader } from './edge/hls-engine.ts';
import { memory } from './edge/memory.ts';
import { pictureOf } from './edge/picture.ts';
import {
  canDecode,
  canInflate,
  canPlay,
  forgetReloads,
  handedOver,
  openScreen,
  type Screen,
  untilSeen,
} from './edge/screen.ts';
import { Site } from './edge/site.ts';
import { CANNOT_DECODE, CANNOT_INFLATE, CANNOT_PLAY, NOT_A_LINK } from './messages.ts';
import { type Audience, MAIN } from './pure/audience.ts';
import { ServerClock } from './server-clock.ts';
import { Session, TICK_MILLIS } from './session.ts';
import { showStill } from './still.ts';
import { askedFor, forgetVisitor, KEY } from './visit.ts';

async function main(): Promise<void> {
  const screen = openScreen();
  const { root, query, fragment } = screen.address;
  const asked = askedFor(query, fragment, memory);
  if (asked?.kind === 'viewer') {
    memory.write(KEY, asked.key);
    screen.offerForgetting(() => forgetVisitor(memory));
  }
  forgetReloads();
  const early = handedOver();
  if (await untilSeen()) {
    early.clear(); // a tab that nobody looks at asks for no more, and a browser may load no media for it
  }
  const site = new Site(root, memory, deviceClock, takingFrom(early));
  const audience = asked ?? MAIN;
  if (!canInflate()) {
    showStill(screen, CANNOT_INFLATE);
  } else if (!canPlay()) {
    await site.prepare(audience);
    showStill(screen, CANNOT_PLAY, await site.preparedStill());
  } else {
    await play(screen, site, audience, asked === undefined ? NOT_A_LINK : '');
  }
  early.clear(); // what the join did not take would be old when it is asked for next
}

async function play(screen: Screen, site: Site, audience: Audience, standingNotice: string): Promise<void> {
  const hls = hlsLoader();
  hls().catch(() => undefined); // the join asks again, and reports it
  const clock = new ServerClock(site, deviceClock, Math.random);
  const [day] = await Promise.all([site.prepare(audience), clock.start()]);
  if (day && !canDecode(day.rungs.map(({ codecs }) => codecs))) {
    showStill(screen, CANNOT_DECODE, await site.preparedStill());
    return;
  }
  const picture = pictureOf(screen.video);
  const parts = { site, clock, device: deviceClock, screen, picture, memory, hls, random: Math.random };
  const session = new Session(parts, audience, standingNotice);
  screen.publish(() => session.status);
  screen.onBack(() => void session.wake());
  setInterval(() => void session.tick(), TICK_MILLIS);
  await session.join();
}

void main();
