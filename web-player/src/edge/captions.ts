/** A cue of a programme's first frame may lie this much before the programme. */
const EDGE_SECONDS = 0.01;

/** Captions as the browser draws them: a text track for each language, filled by whoever reads the segments. */
export class CaptionTracks {
  private readonly video: HTMLVideoElement;
  private readonly tracks = new Map<string, TextTrack>();

  constructor(video: HTMLVideoElement) {
    this.video = video;
  }

  /** Shows one language, or none. Cues of the others are kept. */
  show(language: string | null): void {
    for (const [each, track] of this.tracks) {
      track.mode = each === language ? 'showing' : 'disabled';
    }
    if (language !== null && !this.tracks.has(language)) {
      this.track(language).mode = 'showing';
    }
  }

  /** Takes cues on the media timeline. Those that span segments come with each of them and stand once. */
  add(language: string, cues: readonly VTTCue[]): void {
    withCues(this.track(language), (track, known) => {
      for (const cue of cues) {
        if (known.getCueById(cue.id) === null) {
          cue.line = lineAboveBar(cue, this.video.clientHeight);
          track.addCue(cue);
        }
      }
    });
  }

  /** Ends cues where their programme does: it may be shorter than its video. Points of the media timeline, in order. */
  endAt(language: string, programmeEnds: readonly number[]): void {
    withCues(this.track(language), (_, cues) => {
      for (const cue of Array.from(cues)) {
        const end = programmeEnds.find((seconds) => cue.startTime < seconds - EDGE_SECONDS);
        cue.endTime = Math.min(cue.endTime, end ?? cue.endTime);
      }
    });
  }

  /** Takes away the cues that ended before a point of the media timeline, in every language. */
  forgetBefore(seconds: number): void {
    for (const each of this.tracks.values()) {
      withCues(each, (track, cues) => {
        for (const cue of Array.from(cues).filter(({ endTime }) => endTime < seconds)) {
          track.removeCue(cue);
        }
      });
    }
  }

  private track(language: string): TextTrack {
    const known = this.tracks.get(language);
    if (known) {
      return known;
    }
    // Not a track element: hls.js would give it a data URL, which the Content-Security-Policy forbids.
    const added = this.video.addTextTrack('captions', language, language);
    added.mode = 'disabled';
    this.tracks.set(language, added);
    return added;
  }
}

/** Browsers draw captions in lines of this share of the height. */
const LINE = 0.0533;
const BAR_PIXELS = 76;

/** Where nothing says where a cue stands, it would stand behind the page's lower bar. Negative lines count from below. */
function lineAboveBar({ line, text }: VTTCue, height: number): LineAndPositionSetting {
  const barLines = Math.ceil(BAR_PIXELS / (LINE * Math.max(BAR_PIXELS, height)));
  return line === 'auto' || line === -1 ? -barLines - text.split('\n').length : line;
}

/** The cues of a disabled track cannot be seen, so it is hidden for the moment. */
function withCues(track: TextTrack, use: (track: TextTrack, cues: TextTrackCueList) => void): void {
  const { mode } = track;
  if (mode === 'disabled') {
    track.mode = 'hidden';
  }
  if (track.cues) {
    use(track, track.cues);
  }
  track.mode = mode;
}
