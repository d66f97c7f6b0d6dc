import type { HlsConfig, HlsModule } from '../src/edge/hls-engine.ts';
import type { FakePicture } from './fake-picture.ts';
import { RUNGS } from './pure/days.ts';

/** What lies between the page and its segments. */
export interface FakeNetwork {
  isUp: boolean;
  /** Segments do not come, though the host answers. */
  hangs: boolean;
  /** Only the smallest rung comes. */
  isSlow: boolean;
  /** A segment that is due at this instant is in no rung. */
  goneAtMillis?: number;
}

interface FakeFragment {
  readonly sn: number;
  readonly start: number;
  readonly duration: number;
  readonly dueMillis: number;
}

const AHEAD_SECONDS = 30;
const LOOK_MILLIS = 250;
const RELOAD_MILLIS = 5_000;

/** As much of hls.js as the page knows: reads its playlists through `pLoader`, and buffers segments in simulated time. */
export class FakeHls {
  static readonly DefaultConfig = { loader: class {} };
  readonly levels = RUNGS.map(({ id, height }) => ({ uri: `?r=${id}`, height, fragmentError: 0 }));
  readonly allSubtitleTracks = [];
  readonly subtitleTracks = [];
  bandwidthEstimate = Number.NaN;
  subtitleTrack = -1;
  startLevel = -1;
  /** Negative while hls.js chooses by itself. */
  manualLevel = -1;
  autoLevelCapping = -1;
  currentLevel = 0;
  fragments: FakeFragment[] = [];
  isDestroyed = false;
  hasEnoughToStart = false;
  isLoading = true;
  private readonly config: Partial<HlsConfig>;
  private readonly network: FakeNetwork;
  private readonly handlers = new Map<string, ((event: string, data: unknown) => void)[]>();
  private readonly timers: ReturnType<typeof setInterval>[] = [];
  private picture: FakePicture | undefined;

  constructor(config: Partial<HlsConfig>, network: FakeNetwork) {
    this.config = config;
    this.network = network;
  }

  /** The level that is loaded from. */
  get loadLevel(): number {
    return this.manualLevel < 0 ? Math.max(0, this.startLevel) : this.manualLevel;
  }

  set loadLevel(level: number) {
    this.manualLevel = level;
  }

  get latestLevelDetails(): { fragments: readonly FakeFragment[] } | undefined {
    return this.fragments.length === 0 ? undefined : { fragments: this.fragments };
  }

  on(event: string, handler: (event: string, data: unknown) => void): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  loadSource(): void {
    this.read('manifest', () => {
      this.emit('MANIFEST_PARSED', {});
      this.currentLevel = Math.max(0, this.startLevel);
      this.readList(() => this.picture?.seek(this.config.startPosition ?? 0));
      this.timers.push(setInterval(() => this.readList(() => undefined), RELOAD_MILLIS));
      this.timers.push(setInterval(() => this.load(), LOOK_MILLIS));
    });
  }

  attachMedia(element: HTMLVideoElement): void {
    this.picture = (element as unknown as { picture: FakePicture }).picture;
    this.picture.empty();
  }

  stopLoad(): void {
    this.isLoading = false;
  }

  /** Begins there, or goes on. */
  startLoad(seconds?: number, isGoingOn?: boolean): void {
    this.isLoading = true;
    if (!isGoingOn) {
      this.currentLevel = this.loadLevel;
      this.readList(() => this.picture?.seek(seconds ?? 0));
    }
  }

  destroy(): void {
    this.isDestroyed = true;
    this.timers.forEach(clearInterval);
    this.picture?.empty();
  }

  /** What is on screen was due at this instant. */
  get shownMillis(): number | undefined {
    const seconds = this.picture?.positionSeconds ?? 0;
    const fragment = this.fragments.findLast(({ start }) => start <= seconds);
    return fragment && fragment.dueMillis + (seconds - fragment.start) * 1000;
  }

  private read(type: string, use: (text: string) => void): void {
    const Loader = this.config.pLoader as unknown as new () => {
      load(context: unknown, config: unknown, callbacks: unknown): void;
    };
    const context = { type, url: `http://page/list?r=${RUNGS[this.currentLevel]?.id}` };
    new Loader().load(context, {}, { onSuccess: ({ data }: { data: string }) => !this.isDestroyed && use(data) });
  }

  private readList(then: () => void): void {
    this.read('level', (text) => {
      this.place(text);
      this.emit('LEVEL_LOADED', {});
      then();
    });
  }

  /** As hls.js does: what is known keeps its place, what follows is laid behind it. */
  private place(text: string): void {
    const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
    const segments = [...text.matchAll(/PROGRAM-DATE-TIME:(\S+)\n#EXTINF:([\d.]+)/g)];
    const known = new Map(this.fragments.map((fragment) => [fragment.sn, fragment]));
    this.fragments = [];
    segments.forEach(([, date = '', duration], i) => {
      const before = this.fragments.at(-1);
      const start = before ? before.start + before.duration : 0;
      const laid = { sn: first + i, start, duration: Number(duration), dueMillis: Date.parse(date) };
      this.fragments.push(known.get(first + i) ?? laid);
    });
  }

  private get comes(): boolean {
    const { hangs, isSlow, isUp } = this.network;
    return isUp && !hangs && !(isSlow && this.currentLevel > 0);
  }

  private get gone(): FakeFragment | undefined {
    const { goneAtMillis = Number.NaN } = this.network;
    return this.fragments.find(
      ({ dueMillis, duration }) => dueMillis <= goneAtMillis && goneAtMillis < dueMillis + duration * 1000,
    );
  }

  private load(): void {
    const [first] = this.fragments;
    const last = this.fragments.at(-1);
    const { picture } = this;
    if (picture === undefined || first === undefined || last === undefined || !this.comes || !this.isLoading) {
      return;
    }
    if (picture.positionSeconds < first.start) {
      picture.seek(last.start); // what has left the list is not loaded: as from a live stream, it goes to the edge
    }
    const position = picture.positionSeconds;
    const fragment = this.fragments.findLast(({ start }) => start <= position) ?? first;
    const gone = this.gone;
    if (gone && position < gone.start + gone.duration) {
      const frag = { type: 'main', sn: gone.sn, level: this.loadLevel };
      this.emit('ERROR', { fatal: false, details: 'fragLoadError', frag, response: { code: 404 } });
    }
    const end = gone && gone.sn >= fragment.sn ? gone.start : last.start + last.duration;
    const until = Math.min(end, fragment.start + AHEAD_SECONDS);
    if (until > picture.buffered.to || !picture.isBuffered(position)) {
      picture.buffer(fragment.start, until);
      this.hasEnoughToStart = true;
      this.emit('FRAG_LOADED', {});
    }
  }

  emit(event: string, data: unknown): void {
    for (const handler of this.handlers.get(event) ?? []) {
      handler(event, data);
    }
  }
}

const EVENTS = [
  'ERROR',
  'FRAG_LOADED',
  'FRAG_BUFFERED',
  'LEVEL_SWITCHED',
  'MANIFEST_PARSED',
  'LEVEL_LOADED',
  'CUES_PARSED',
  'SUBTITLE_FRAG_PROCESSED',
];

/** The module, and the instances that the page made of it. */
export function fakeHls(network: FakeNetwork): { module: HlsModule; instances: FakeHls[] } {
  const instances: FakeHls[] = [];
  const Instance = class extends FakeHls {
    constructor(config: Partial<HlsConfig>) {
      super(config, network);
      instances.push(this);
    }
  };
  const Events = Object.fromEntries(EVENTS.map((event) => [event, event]));
  return { module: { default: Instance, Events } as unknown as HlsModule, instances };
}
