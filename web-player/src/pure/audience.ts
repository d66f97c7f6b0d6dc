/** Whose timeline the page shows. */
export type Audience =
  | { readonly kind: 'viewer'; readonly key: string }
  | { readonly kind: 'channel'; readonly name: string };

export const MAIN: Audience = { kind: 'channel', name: 'main' };

const KEY = /^[a-z2-7]{26}$/;
const CHANNEL = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** The key in a link's fragment (`#u=…`); undefined unless it has a key's form, as nothing else may reach a URL. */
export function keyOf(fragment: string): string | undefined {
  const key = new URLSearchParams(fragment.replace(/^#/, '')).get('u') ?? '';
  return KEY.test(key) ? key : undefined;
}

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** A channel asked for by name wins over a remembered key, a key in the link over both. */
export function audienceOf(query: string, fragment: string, rememberedKey: string | undefined): Audience {
  const linked = keyOf(fragment);
  if (linked !== undefined) {
    return { kind: 'viewer', key: linked };
  }
  const name = new URLSearchParams(query).get('channel');
  if (name !== null) {
    return CHANNEL.test(name) ? { kind: 'channel', name } : MAIN;
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
