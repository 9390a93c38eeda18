import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';

const repository = new URL('../../', import.meta.url);
const callers = ['customer', 'vehicle', 'owner', 'finance', 'operator', 'stripe'];
const notRoutes = ['router.ts', 'lambda.ts'];

const sourcesIn = (folder: string) =>
  readdirSync(new URL(folder, repository)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const textOf = (path: string) => readFileSync(new URL(path, repository), 'utf8');

describe('what is in functions/ and what is deployed', () => {
  test('each file of functions/market is exactly one function', () => {
    const deployed = functions
      .map(({ entry }) => entry)
      .filter((entry) => entry.startsWith('functions/market/'));
    expect(deployed.sort()).toEqual(
      sourcesIn('functions/market')
        .map((name) => `functions/market/${name}`)
        .sort(),
    );
  });

  test('each caller folder is exactly one function', () => {
    const deployed = functions
      .map(({ entry }) => entry)
      .filter((entry) => !entry.startsWith('functions/market/'));
    expect(deployed.sort()).toEqual(callers.map((caller) => `functions/${caller}/lambda.ts`).sort());
    expect(readdirSync(new URL('functions', repository)).sort()).toEqual(
      [...callers, 'market', 'adapters', 'edge'].sort(),
    );
  });

  test.each(functions)('$entry exports a handler', ({ entry }) => {
    expect(existsSync(new URL(entry, repository)), `${entry} does not exist`).toBe(true);
    expect(textOf(entry)).toMatch(/^export (const|async function|function) handler\b/m);
  });

  test.each(callers)("every route of functions/%s is in its folder's router", (caller) => {
    const router = textOf(`functions/${caller}/router.ts`);
    const routes = sourcesIn(`functions/${caller}`).filter((name) => !notRoutes.includes(name));
    expect(routes.length).toBeGreaterThan(0);
    for (const route of routes) expect(router, `${route} is not routed`).toContain(`from './${route}'`);
  });
});
