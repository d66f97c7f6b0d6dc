import { type Answer, DamagedError, type Get, get, MissingError, UnreachableError } from './http.ts';

/** What the bootstrap asked for before the page's script came, by URL and range. */
export type EarlyAnswers = Map<string, Promise<EarlyAnswer>>;

/** An answer, or why there is none: errors of one script are of no class that the other one knows. */
type EarlyAnswer = { readonly answer: Answer } | { readonly kind: keyof typeof KINDS; readonly reason: string };

const KINDS = { missing: MissingError, damaged: DamagedError, unreachable: UnreachableError } as const;

/** As `get`, and keeps all answers for the page. */
export function keepingIn(answers: EarlyAnswers): Get {
  return (url, range, cache) => {
    const answer = get(url, range, cache);
    const kept = answer.then(
      (whole) => ({ answer: whole }),
      (error) => ({ kind: kindOf(error), reason: String(error) }),
    );
    answers.set(nameOf(url, range), kept);
    return answer;
  };
}

/** As `get`, but each early answer is taken once. What is to come past all caches is asked for anew. */
export function takingFrom(answers: EarlyAnswers): Get {
  return async (url, range, cache) => {
    const name = nameOf(url, range);
    const kept = answers.get(name);
    answers.delete(name);
    if (kept === undefined || cache === 'reload') {
      return await get(url, range, cache);
    }
    const early = await kept;
    if ('answer' in early) {
      return early.answer;
    }
    throw new KINDS[early.kind](early.reason);
  };
}

function kindOf(error: unknown): keyof typeof KINDS {
  return error instanceof MissingError ? 'missing' : error instanceof DamagedError ? 'damaged' : 'unreachable';
}

function nameOf(url: string, range: Parameters<Get>[1]): string {
  return range === undefined ? url : `${url} ${range.start}-${range.end}`;
}
