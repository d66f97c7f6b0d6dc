import './page.css';
import { deviceClock } from './edge/device-clock.ts';
import { loadHls } from './edge/hls-engine.ts';
import { memory } from './edge/memory.ts';
import { pictureOf } from './edge/picture.ts';
import { canPlay, openScreen } from './edge/screen.ts';
import { Site } from './edge/site.ts';
import { CANNOT_PLAY } from './messages.ts';
import { audienceOf, isKey } from './pure/audience.ts';
import { ServerClock } from './server-clock.ts';
import { Session } from './session.ts';

const KEY = 'key';

async function main(): Promise<void> {
  const screen = openScreen();
  if (!canPlay()) {
    screen.message(CANNOT_PLAY);
    return;
  }
  const { root, query, fragment } = screen.address;
  const remembered = memory.read(KEY);
  const audience = audienceOf(query, fragment, remembered && isKey(remembered) ? remembered : undefined);
  if (audience.kind === 'viewer') {
    memory.write(KEY, audience.key);
    screen.offerForgetting(() => memory.forget(KEY));
  }

  const hls = loadHls();
  const site = new Site(root, memory, deviceClock);
  const clock = new ServerClock(site, deviceClock, Math.random);
  const parts = {
    site,
    clock,
    device: deviceClock,
    screen,
    picture: pictureOf(screen.video),
    memory,
    hls,
    random: Math.random,
  };
  const session = new Session(parts, audience);
  screen.publish(() => session.status);
  screen.onBack(() => void session.wake());

  await Promise.all([site.prefetch(), clock.start()]);
  await session.join();
  setInterval(() => void session.tick(), 1000);
}

void main();
