/** What those who speak a language call it; where that is not known, its tag. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag; // not a tag that this browser accepts
  }
}
