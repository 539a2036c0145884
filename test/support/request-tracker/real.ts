/** Where the real Request Tracker is: RT_URL and RT_TOKEN when they are set, else what start.sh starts. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RealRt {
  readonly url: string;
  readonly token: string;
  /** A token whose rights end at the queue and at private comments. */
  readonly limitedToken: string;
  readonly databaseUrl: string;
}

/** Throws when there is none and none can be started. */
export function realRequestTracker(): RealRt {
  const given = process.env.RT_URL === undefined ? started() : process.env;
  const value = (name: string): string => {
    const text = given[name];
    if (text === undefined || text === '')
      throw new Error(`${name} is not set; see test/support/request-tracker/start.sh`);
    return text;
  };
  return {
    url: value('RT_URL'),
    token: value('RT_TOKEN'),
    limitedToken: value('RT_LIMITED_TOKEN'),
    databaseUrl: value('RT_DATABASE_URL'),
  };
}

function started(): Readonly<Record<string, string | undefined>> {
  const script = fileURLToPath(new URL('start.sh', import.meta.url));
  const lines = execFileSync(script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: 170_000 });
  return Object.fromEntries([...lines.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, text]) => [name, text]));
}
