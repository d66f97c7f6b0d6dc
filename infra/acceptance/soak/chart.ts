const width = 900;
const height = 220;
const margin = { left: 64, right: 12, top: 14, bottom: 30 } as const;

export interface Line {
  readonly name: string;
  readonly colour: string;
  /** One a point of the x axis; null leaves a hole. */
  readonly values: readonly (number | null)[];
}

/** A drawing of lines over 0, 1, 2 … with its legend, as SVG. */
export function lineChart(title: string, unit: string, xName: string, lines: readonly Line[]): string {
  const points = Math.max(2, ...lines.map(({ values }) => values.length));
  const finite = lines.flatMap(({ values }) => values.filter((value) => value !== null && value < 1e15));
  const top = niceCeiling(Math.max(...finite.map(Number), 1e-9));
  const x = (i: number) => margin.left + (i * (width - margin.left - margin.right)) / (points - 1);
  const y = (value: number) => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const levels = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  const grid = levels.map(
    (level) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(level)}" y2="${y(level)}" class="grid"/>` +
      `<text x="${margin.left - 6}" y="${y(level) + 4}" text-anchor="end">${round(level)}</text>`,
  );
  const drawn = lines.map(({ values, colour }) => {
    const path = values
      .map((value, i) =>
        value === null ? "" : `${drawnBefore(values, i) ? "L" : "M"}${x(i)} ${y(Math.min(value, top))}`,
      )
      .join("");
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8"/>`;
  });
  const legend = lines.map(({ name, colour }) => `<span style="color:${colour}">■ ${name}</span>`).join(" ");
  return `<figure><figcaption><b>${title}</b>, ${unit} ${legend}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${grid.join("")}${drawn.join("")}
<text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${xName} 0 to ${points - 1}</text></svg></figure>`;
}

/** How often a value fell between two borders; the last bar holds all above. */
export function histogram(
  title: string,
  unit: string,
  values: readonly number[],
  step: number,
  bars: number,
): string {
  const counts = new Array<number>(bars).fill(0);
  for (const value of values) {
    const bar = Math.min(bars - 1, Math.floor(value / step));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const top = Math.max(...counts, 1);
  const wide = (width - margin.left - margin.right) / bars;
  const drawn = counts.map((count, i) => {
    const high = (count / top) * (height - margin.top - margin.bottom);
    const name = i === bars - 1 ? `${round(i * step)}+` : round(i * step);
    const left = margin.left + i * wide;
    return (
      `<rect x="${left + 1}" y="${height - margin.bottom - high}" width="${wide - 2}" height="${high}">` +
      `<title>from ${name} ${unit}: ${count}</title></rect>` +
      `<text x="${left}" y="${height - 12}">${name}</text>`
    );
  });
  return `<figure><figcaption><b>${title}</b>, ${unit}; ${values.length} in all</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${drawn.join("")}</svg></figure>`;
}

/** A whole document around drawings and tables. */
export function page(title: string, said: readonly string[], body: readonly string[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>
:root{color-scheme:light dark}body{font:15px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}
svg{width:100%;height:auto}text{font:11px system-ui;fill:currentColor}.grid{stroke:currentColor;opacity:.15}
rect{fill:#3b7dd8}figure{margin:1.5rem 0}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:right}
th:first-child,td:first-child{text-align:left}</style><h1>${title}</h1>
${said.map((line) => `<p>${line}</p>`).join("\n")}
${body.join("\n")}
</html>
`;
}

/** Rows of equal length, the first of them heads. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table>${row(head, "th")}${rest.map((cells) => row(cells, "td")).join("")}</table>`;
}

function drawnBefore(values: readonly (number | null)[], i: number): boolean {
  return i > 0 && values[i - 1] !== null;
}

/** The smallest of 1, 2 or 5 times a power of ten that is not below a value. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
