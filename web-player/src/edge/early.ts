import { type Answer, type Get, get } from './http.ts';

/** What the bootstrap asked for before the page's script came, by URL and range. */
export type EarlyAnswers = Map<string, Promise<Answer>>;

/** As `get`, and keeps all answers for the page. */
export function keepingIn(answers: EarlyAnswers): Get {
  return (url, range, cache) => {
    const answer = get(url, range, cache);
    answers.set(nameOf(url, range), answer);
    return answer;
  };
}

/** As `get`, but each early answer is taken once; what failed early, and what is to come past all caches, is asked for anew. */
export function takingFrom(answers: EarlyAnswers): Get {
  return (url, range, cache) => {
    const name = nameOf(url, range);
    const early = answers.get(name);
    answers.delete(name);
    return early === undefined || cache === 'reload'
      ? get(url, range, cache)
      : early.catch(() => get(url, range, cache));
  };
}

function nameOf(url: string, range: Parameters<Get>[1]): string {
  return range === undefined ? url : `${url} ${range.start}-${range.end}`;
}
