import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const pages = ['security.md', 'reliability.md'];
const docs = new URL('../../docs/', import.meta.url);

/** `[the name of a test](../test/…)`: what a page claims is proved by that test. */
const proof = /\[([^\]]+)\]\((\.\.\/test\/[^)]+\.test\.ts)\)/g;
/** A page's own links to other things have one word. */
const isName = (text: string) => text.includes(' ');

describe.each(pages)('%s', (page) => {
  const text = readFileSync(new URL(page, docs), 'utf8');
  const proofs = [...text.matchAll(proof)].map(([, name = '', path = '']) => ({ name, path }));

  test('names many proofs', () => {
    expect(proofs.filter(({ name }) => isName(name)).length).toBeGreaterThan(5);
  });

  test.each(proofs)('$name is a test of $path', ({ name, path }) => {
    const file = new URL(path, docs);
    expect(existsSync(file)).toBe(true);
    const source = readFileSync(file, 'utf8').replaceAll("\\'", "'");
    if (isName(name)) expect(source).toContain(name);
  });

  test('says nothing twice', () => {
    const all = text.split('\n');
    const isHead = (at: number) => all[at + 1]?.startsWith('|--');
    const lines = all.filter((line, at) => /^(#|\| )/.test(line) && !isHead(at));
    expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
  });

  test('each link leads to a file that is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(new URL(path, docs)))).toEqual([]);
  });
});
