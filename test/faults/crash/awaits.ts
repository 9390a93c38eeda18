import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The code of lease, completion, settlement and payout: at each of its awaits the process may be gone. */
export const crashedFiles = globSync(
  [
    'functions/vehicle/exchange-work.ts',
    'functions/vehicle/exchange/*.ts',
    'functions/market/{advance-batch,settle-batch,accrue-owners,release-earnings}.ts',
    'functions/market/{plan-payouts,pay-owner,execute-payout-run,take-back}.ts',
    'functions/market/payout-runs/*.ts',
    'functions/market/take-backs/*.ts',
  ],
  { cwd: root },
).sort();

export type AwaitSite = { id: string; file: string; from: number; to: number };

/** Every `await` of these files by the compiler's parser, named after its function and what it waits for. */
export function awaitsIn(file: string, text = readFileSync(join(root, file), 'utf8')): AwaitSite[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: AwaitSite[] = [];
  const seen = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    const awaiting = awaitIn(node);
    if (awaiting) {
      const name = `${file} ${functionNameOf(node)} ${awaiting.words}`;
      const no = (seen.get(name) ?? 0) + 1;
      seen.set(name, no);
      found.push({ id: no === 1 ? name : `${name} #${no}`, file, from: awaiting.from, to: awaiting.to });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Of `for await` what is walked over is what is waited for. */
function awaitIn(node: ts.Node): { words: string; from: number; to: number } | undefined {
  if (ts.isAwaitExpression(node))
    return { words: `await ${firstWords(node.expression)}`, from: node.getStart(), to: node.getEnd() };
  if (!ts.isForOfStatement(node) || !node.awaitModifier) return undefined;
  const { expression } = node;
  return {
    words: `for await ${firstWords(expression)}`,
    from: expression.getStart(),
    to: expression.getEnd(),
  };
}

const firstWords = (expression: ts.Expression): string =>
  (expression.getText().replace(/\s+/g, ' ').split('(')[0] ?? '').slice(0, 60);

function functionNameOf(node: ts.Node): string {
  const around = ts.findAncestor(
    node,
    (each): each is ts.FunctionLikeDeclaration & { name: ts.Identifier } =>
      ts.isFunctionLike(each) && nameOf(each) !== undefined,
  );
  return (around && nameOf(around)) ?? 'at the top';
}

function nameOf(made: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(made) || ts.isMethodDeclaration(made)) return made.name?.getText();
  const { parent } = made;
  return ts.isVariableDeclaration(parent) && parent.initializer === made ? parent.name.getText() : undefined;
}

/**
 * The same code, but that each await first asks whether the process lives, and again when it has what it waited for:
 * `await x` becomes `(begin(id), await end(id, x))`, on the same lines.
 */
export function withCrashes(file: string, text: string): string {
  const edits: { at: number; text: string }[] = [];
  for (const { id, from, to } of awaitsIn(file, text)) {
    const name = JSON.stringify(id);
    const isAwait = text.slice(from, from + 5) === 'await';
    if (isAwait) {
      const after = from + 'await'.length;
      edits.push({ at: from, text: `(globalThis.__crash.begin(${name}), ` });
      edits.push({ at: after, text: ` globalThis.__crash.end(${name},` });
      edits.push({ at: to, text: '))' });
    } else {
      edits.push({ at: from, text: `globalThis.__crash.each(${name}, ` });
      edits.push({ at: to, text: ')' });
    }
  }
  // From the end on, so that places stay; what closes at a place comes before what opens there.
  const ordered = edits.map((edit, no) => ({ ...edit, no })).sort((a, b) => b.at - a.at || b.no - a.no);
  let changed = text;
  for (const { at, text: added } of ordered) changed = changed.slice(0, at) + added + changed.slice(at);
  return changed;
}
