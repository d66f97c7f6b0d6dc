import { bandwidthOf, qualityOf } from './choices.ts';
import { deviceClock } from './edge/device-clock.ts';
import { type EarlyAnswers, keepingIn } from './edge/early.ts';
import { get } from './edge/http.ts';
import { memory } from './edge/memory.ts';
import {
  canDecode,
  canInflate,
  canPlay,
  handOver,
  isSeen,
  onScriptMissing,
  pageAddress,
  reload,
  reloads,
  savesData,
  showMessage,
} from './edge/screen.ts';
import { Site, TIME } from './edge/site.ts';
import { firstFiles, joinAimMillis } from './layout.ts';
import { CANNOT_START } from './messages.ts';
import { MAIN } from './pure/audience.ts';
import { startRung } from './pure/quality.ts';
import { retryDelayMillis } from './pure/schedule.ts';
import { askedFor } from './visit.ts';
import { after } from './wait.ts';

/**
 * The bootstrap, which stands in the document itself: by the time the page's script has come, the pointer, the bucket and the
 * first segments are there or under way. It decides nothing: the page takes the answers that it would have asked for.
 */
async function ahead(): Promise<void> {
  if (!canInflate() || !isSeen() || reloads() > 0) {
    return; // the page shows a sentence, waits to be looked at, or may have no script, and asks for nothing
  }
  const { root, query, fragment } = pageAddress();
  const answers: EarlyAnswers = new Map();
  handOver(answers);
  const ask = keepingIn(answers);
  const site = new Site(root, memory, deviceClock, ask);
  ask(`${root}${TIME}`, undefined, 'no-store').catch(() => undefined); // the page hears of it
  const day = await site.prepare(askedFor(query, fragment, memory) ?? MAIN);
  const prepared = await site.prepared();
  if (prepared !== undefined && canPlay() && canDecode(day?.rungs.map(({ codecs }) => codecs) ?? [])) {
    const { airing, playlist } = prepared;
    const rung = startRung(airing.day.rungs, bandwidthOf(memory), qualityOf(memory, savesData()));
    const files = firstFiles(
      playlist.segments,
      joinAimMillis(playlist.segments, deviceClock.epochMillis()),
      rung ?? '',
    );
    site.preload(files, site.packUrl(airing));
  }
}

/**
 * Without its script the page can do nothing. An older document may name one that is no longer there, so the document is read
 * again past all caches; the waits grow from one reload to the next.
 */
async function beginAgain(): Promise<void> {
  showMessage(CANNOT_START);
  for (let failures = reloads() + 1; ; failures++) {
    await after(retryDelayMillis(failures, Math.random()), undefined);
    const isThere = await get(pageAddress().document, undefined, 'reload').then(
      () => true,
      () => false,
    );
    if (isThere) {
      reload();
      return;
    }
  }
}

onScriptMissing(() => void beginAgain());
ahead().catch(() => undefined); // whatever fails here the page meets again, and says
