import { type Airing, sourceOf } from '../pure/airing.ts';
import { packPath } from '../pure/audience.ts';
import type { Probe } from '../pure/clock.ts';
import { parseHttpDate } from '../pure/instant.ts';
import { type Live, NewerFormatError, parseLive } from '../pure/live.ts';
import type { DeviceClock } from './device-clock.ts';
import { get, getText } from './http.ts';
import type { Memory } from './memory.ts';
import { Pack } from './pack.ts';

const REMEMBERED_LIVE = 'live';

/** The published site, as far as the page reads it. */
export class Site {
  private readonly root: string;
  private readonly memory: Memory;
  private readonly clock: DeviceClock;
  private prefetched: Promise<Live> | undefined;
  private readonly packs = new Map<string, Pack>();

  constructor(root: string, memory: Memory, clock: DeviceClock) {
    this.root = root;
    this.memory = memory;
    this.clock = clock;
  }

  /** Asks for the pointer beside the first request of `time`; the join then takes this answer. */
  async prefetch(): Promise<void> {
    this.prefetched = this.fetchLive();
    await this.prefetched.catch(() => undefined); // the join reports it
  }

  /** The pointer; when it cannot be had, the one remembered from the last visit. */
  async live(): Promise<Live> {
    const { prefetched } = this;
    this.prefetched = undefined;
    return prefetched ?? (await this.fetchLive());
  }

  private async fetchLive(): Promise<Live> {
    try {
      const text = await getText(`${this.root}live.json`);
      const live = parseLive(text);
      this.memory.write(REMEMBERED_LIVE, text);
      return live;
    } catch (error) {
      const remembered = this.memory.read(REMEMBERED_LIVE);
      if (remembered === undefined || error instanceof NewerFormatError) {
        throw error;
      }
      return parseLive(remembered);
    }
  }

  async probe(): Promise<Probe> {
    const sentMillis = this.clock.monotonicMillis();
    const { headers } = await get(`${this.root}time`, undefined, 'no-store');
    return {
      sentMillis,
      receivedMillis: this.clock.monotonicMillis(),
      dateMillis: parseHttpDate(headers.get('Date')),
      aged: headers.has('Age'),
    };
  }

  async master(release: string): Promise<string> {
    return await getText(`${this.root}releases/${release}/master.m3u8`);
  }

  pack(airing: Airing): Pack {
    const source = sourceOf(airing);
    const known = this.packs.get(source);
    if (known) {
      return known;
    }
    const pack = new Pack(this.root + packPath(airing.day.release, airing.audience), airing.day);
    this.packs.set(source, pack);
    return pack;
  }
}
