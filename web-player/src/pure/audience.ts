/** Whose timeline the page shows. */
export type Audience =
  | { readonly kind: 'viewer'; readonly key: string }
  | { readonly kind: 'channel'; readonly name: string };

export const MAIN: Audience = { kind: 'channel', name: 'main' };

const KEY = /^[a-z2-7]{26}$/;
const CHANNEL = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** Nothing else may reach a URL. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/**
 * A key in the link wins over a channel asked for by name, that over a remembered key. A link that names neither as it should
 * is nobody's timeline: not the remembered viewer's either.
 */
export function audienceOf(query: string, fragment: string, rememberedKey: string | undefined): Audience | undefined {
  const linked = new URLSearchParams(fragment.replace(/^#/, '')).get('u');
  if (linked !== null) {
    return KEY.test(linked) ? { kind: 'viewer', key: linked } : undefined;
  }
  const name = new URLSearchParams(query).get('channel');
  if (name !== null) {
    return CHANNEL.test(name) ? { kind: 'channel', name } : undefined;
  }
  return rememberedKey === undefined ? MAIN : { kind: 'viewer', key: rememberedKey };
}

export function sameAudience(a: Audience, b: Audience): boolean {
  return packPath('', a) === packPath('', b);
}

/** Relative to the site's root. */
export function packPath(release: string, audience: Audience): string {
  const name = audience.kind === 'viewer' ? `${audience.key.slice(0, 2)}/${audience.key}` : `c/${audience.name}`;
  return `releases/${release}/timelines/${name}.pack`;
}
