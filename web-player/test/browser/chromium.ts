import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

export async function launchChromium(): Promise<Browser> {
  const executablePath = execFileSync('../infra/browser/chromium.sh', { encoding: 'utf8' }).trim();
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return await chromium.launch({ executablePath, args: [...args, ...quiet] });
}
