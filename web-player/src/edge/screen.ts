import { languageName } from '../pure/languages.ts';
import { badgeText, type Status } from '../status.ts';
import type { EarlyAnswers } from './early.ts';

/** The page's own URL, in the parts that count. */
export interface Address {
  /** Of the site. */
  readonly root: string;
  /** The document itself, without the fragment. */
  readonly document: string;
  readonly query: string;
  readonly fragment: string;
}

/** The document: the one module that touches it. All text goes in as text, never as HTML. */
export interface Screen {
  readonly video: HTMLVideoElement;
  readonly address: Address;
  show(status: Status): void;
  /** A trouble that is being dealt with; empty takes it away. */
  message(text: string): void;
  /** Something worth knowing about what is on. */
  notice(text: string): void;
  revealPicture(): void;
  /** Keeps the last frame in view while a new instance of hls.js takes over the video element. */
  holdLastFrame(): void;
  offerForgetting(forget: () => void): void;
  /** A choice of captions, where there are any; null is none. */
  offerCaptions(languages: readonly string[], chosen: string | null, choose: (language: string | null) => void): void;
  offerQualities(rungs: readonly string[], chosen: string, choose: (quality: string) => void): void;
  /** A button that begins what the browser refuses to begin unasked; null takes it away. */
  offerStart(start: (() => void) | null): void;
  /** A still in place of the picture: the page's own, or one of what is on air. */
  showPoster(url?: string): void;
  /** The device asks pages to save data. */
  readonly saveData: boolean;
  publish(status: () => Status): void;
  onBack(back: () => void): void;
}

export function openScreen(): Screen {
  const video = element('video', HTMLVideoElement);
  const held = element('held', HTMLCanvasElement);
  const root = document.documentElement;
  keepFromSeeking(video);
  offerSound(video, element('sound', HTMLButtonElement));
  return {
    video,
    address: pageAddress(),
    show: (status) => {
      root.dataset['state'] = status.state;
      setText('title', status.title || 'StreamSync');
      setText('badge', badgeText(status));
      document.title = status.title === '' ? 'StreamSync' : `${status.title} – StreamSync`;
    },
    message: (text) => setText('message', text),
    notice: (text) => setText('notice', text),
    revealPicture: () => {
      video.classList.add('shown');
      held.hidden = true;
      element('poster', HTMLImageElement).hidden = true;
    },
    holdLastFrame: () => holdLastFrame(video, held),
    offerForgetting: (forget) => offerForgetting(element('forget', HTMLButtonElement), forget),
    offerCaptions: (languages, chosen, choose) =>
      offerCaptions(element('captions', HTMLSelectElement), languages, chosen, choose),
    offerQualities: (rungs, chosen, choose) =>
      offerQualities(element('quality', HTMLSelectElement), rungs, chosen, choose),
    offerStart: (start) => {
      const button = element('start', HTMLButtonElement);
      button.hidden = start === null;
      button.onclick = start;
      if (start && document.activeElement === document.body) {
        button.focus(); // a key does as well
      }
    },
    showPoster: (url) => {
      const poster = element('poster', HTMLImageElement);
      poster.src = url ?? poster.src;
      poster.hidden = false;
    },
    saveData: savesData(),
    publish: (status) => {
      Object.defineProperty(window, 'streamsync', { get: () => Object.freeze(status()) });
    },
    onBack: (back) => {
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && back());
      window.addEventListener('online', back);
      window.addEventListener('hashchange', () => location.reload());
    },
  };
}

export function pageAddress(): Address {
  const { hash: fragment, search: query } = location;
  return { root: new URL('.', document.baseURI).href, document: location.href.split('#')[0] ?? '', query, fragment };
}

/** The device asks pages to save data. */
export function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

export function isSeen(): boolean {
  return document.visibilityState === 'visible';
}

/** Resolves when the page is in view; true if it was not at first. */
export async function untilSeen(): Promise<boolean> {
  if (isSeen()) {
    return false;
  }
  await new Promise<void>((resolve) => {
    document.addEventListener('visibilitychange', () => isSeen() && resolve());
  });
  return true;
}

/** Calls back, once there is something to write on, if one of the document's own scripts cannot be loaded. */
export function onScriptMissing(missing: () => void): void {
  const assets = `${pageAddress().root}assets/`;
  const hear = ({ target }: Event) => {
    if (!(target instanceof HTMLScriptElement && target.src.startsWith(assets))) {
      return; // others may put theirs into the document
    }
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', missing);
    } else {
      missing();
    }
  };
  window.addEventListener('error', hear, true); // it does not bubble
}

export function showMessage(text: string): void {
  setText('message', text);
}

/** How often the document was read again for want of the page's script. */
export function reloads(): number {
  const { reloads: count } = (history.state ?? {}) as { reloads?: unknown };
  return typeof count === 'number' ? count : 0;
}

export function reload(): void {
  history.replaceState({ reloads: reloads() + 1 }, '');
  location.reload();
}

/** The page's script is there. */
export function forgetReloads(): void {
  history.replaceState(null, '');
}

declare global {
  interface Window {
    streamsyncEarly?: EarlyAnswers;
  }
}

/** From the bootstrap to the page: two scripts that share nothing else. */
export function handOver(answers: EarlyAnswers): void {
  window.streamsyncEarly = answers;
}

export function handedOver(): EarlyAnswers {
  return window.streamsyncEarly ?? new Map();
}

/** What a browser needs to read a timeline at all. */
export function canInflate(): boolean {
  return 'DecompressionStream' in window;
}

/** What it needs to play one, without a word about codecs. */
export function canPlay(): boolean {
  return mediaSource() !== undefined;
}

/** Whether it plays at least one of these, which are written as in a media type. */
export function canDecode(codecs: readonly string[]): boolean {
  return codecs.some((each) => mediaSource()?.isTypeSupported(`video/mp4; codecs="${each}"`));
}

function mediaSource(): typeof MediaSource | undefined {
  return window.MediaSource ?? (window as { ManagedMediaSource?: typeof MediaSource }).ManagedMediaSource;
}

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`index.html has no ${type.name} with id ${id}`);
  }
  return found;
}

/** Setting the same text again would make a screen reader say it again. */
function setText(id: string, text: string): void {
  const target = element(id, HTMLElement);
  if (target.textContent !== text) {
    target.textContent = text;
  }
  target.hidden = text === '';
}

const MEDIA_KEYS = [
  'play',
  'pause',
  'stop',
  'seekbackward',
  'seekforward',
  'seekto',
  'previoustrack',
  'nexttrack',
] as const;

/** Everybody sees the same instant: neither a control, a key nor the browser's media keys move or halt the picture. */
function keepFromSeeking(video: HTMLVideoElement): void {
  video.controls = false;
  video.addEventListener('contextmenu', (event) => event.preventDefault()); // it offers "show controls"
  for (const action of MEDIA_KEYS) {
    try {
      navigator.mediaSession?.setActionHandler(action, () => undefined);
    } catch {
      // an action this browser does not know cannot be triggered either
    }
  }
}

function offerSound(video: HTMLVideoElement, button: HTMLButtonElement): void {
  video.muted = true; // only muted playback may start without a gesture
  button.addEventListener('click', () => {
    video.muted = !video.muted;
    button.textContent = video.muted ? 'Sound on' : 'Sound off';
  });
}

function offerForgetting(button: HTMLButtonElement, forget: () => void): void {
  button.hidden = false;
  button.addEventListener('click', () => {
    forget();
    location.replace(location.pathname + location.search);
  });
}

/** The choices are made anew for each instance of hls.js: another day may have other languages. */
function offerCaptions(
  select: HTMLSelectElement,
  languages: readonly string[],
  chosen: string | null,
  choose: (language: string | null) => void,
): void {
  const options = languages.map((language) => new Option(languageName(language), language));
  for (const option of options) {
    option.lang = option.value;
  }
  select.replaceChildren(new Option('CC off', ''), ...options);
  select.value = chosen !== null && languages.includes(chosen) ? chosen : '';
  select.hidden = languages.length === 0;
  select.onchange = () => choose(select.value === '' ? null : select.value);
}

function offerQualities(
  select: HTMLSelectElement,
  rungs: readonly string[],
  chosen: string,
  choose: (quality: string) => void,
): void {
  const options = rungs.map((rung) => new Option(`${rung.slice(1)} lines`, rung));
  select.replaceChildren(new Option('Automatic quality', 'auto'), new Option('Save data', 'saver'), ...options);
  select.value = chosen;
  if (select.value === '') {
    select.value = 'auto'; // a rung that this day has not
  }
  select.hidden = false;
  select.onchange = () => choose(select.value);
}

function holdLastFrame(video: HTMLVideoElement, held: HTMLCanvasElement): void {
  if (video.videoWidth > 0 && video.classList.contains('shown')) {
    held.width = video.videoWidth;
    held.height = video.videoHeight;
    held.getContext('2d')?.drawImage(video, 0, 0);
    held.hidden = false;
  }
  video.classList.remove('shown'); // until the first right frame
}
