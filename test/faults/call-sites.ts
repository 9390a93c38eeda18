import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the product calls a client: of AWS's SDK or of Stripe. */
export type CallSite = {
  /** `functions/adapters/holds.ts reserve UpdateCommand`, numbered where a function has several of a kind. */
  id: string;
  file: string;
  service: 'dynamodb' | 's3' | 'sqs' | 'kms' | 'secrets' | 'stripe';
  /** Of the SDK without "Command", or Stripe's method; for a commit what it comes to is known when it is made. */
  operation: string;
  /** Where the call stands: from (line, column) to (line, column), counted from 1. */
  at: Range;
  /** The function that it stands in: a paginator asks from wherever it is read. */
  within: Range;
};

export type Range = { from: Position; to: Position };
export type Position = readonly [line: number, column: number];

/**
 * Through these the functions say what they want done, and one line of theirs makes the call: then the site is where
 * they say it, each with a failure of its own.
 */
const conduits = {
  'functions/adapters/commit.ts': 'commit',
  'functions/adapters/queues.ts': 'queues.send',
} as const;

export const isConduit = (file: string): boolean => Object.hasOwn(conduits, file);

/** `new Upload(...)` of lib-storage calls by itself: one put, or the steps of an upload in parts. */
const uploadOperations = ['PutObject', 'CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'];

const serviceOfModule: Record<string, CallSite['service']> = {
  '@aws-sdk/lib-dynamodb': 'dynamodb',
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/lib-storage': 's3',
  '@aws-sdk/client-sqs': 'sqs',
  '@aws-sdk/client-kms': 'kms',
  '@aws-sdk/client-secrets-manager': 'secrets',
};

type Found = Pick<CallSite, 'service' | 'operation'> & { node: ts.Node };

let found: readonly CallSite[] | undefined;

/** All call sites under functions/, by the compiler's own parser. Read once: it takes a second. */
export function callSites(): readonly CallSite[] {
  found ??= numbered(globSync('functions/**/*.ts', { cwd: root }).sort().flatMap(sitesIn));
  return found;
}

function sitesIn(file: string): CallSite[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imported = importsOf(source);
  const sites: CallSite[] = [];
  const visit = (node: ts.Node): void => {
    for (const found of [...awsCalls(node, imported), ...stripeCall(node, file), ...said(node, file)])
      sites.push(siteOf(found, file, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return isConduit(file) ? [] : sites;
}

/** Local names of what comes from the SDK, with the module and the name that it has there. */
function importsOf(source: ts.SourceFile): Map<string, { module: string; name: string }> {
  const imported = new Map<string, { module: string; name: string }>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      imported.set(name.text, {
        module: statement.moduleSpecifier.text,
        name: (propertyName ?? name).text,
      });
  }
  return imported;
}

type Imported = ReturnType<typeof importsOf>;

/** getSignedUrl is none of them: it signs on the spot and asks nobody. */
function awsCalls(node: ts.Node, imported: Imported): Found[] {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const made = imported.get(node.expression.text);
    if (made?.module !== '@aws-sdk/lib-storage' || made.name !== 'Upload') return [];
    return uploadOperations.map((operation) => ({ service: 's3', operation, node }));
  }
  if (!ts.isCallExpression(node)) return [];
  const { expression, arguments: given } = node;
  if (ts.isIdentifier(expression)) return paginated(expression.text, node, imported);
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'send') return [];
  const command = given[0] && commandIn(given[0], imported);
  return command ? [{ ...command, node }] : [];
}

function paginated(name: string, node: ts.Node, imported: Imported): Found[] {
  const called = imported.get(name);
  const service = called && serviceOfModule[called.module];
  if (!service || !called.name.startsWith('paginate')) return [];
  return [{ service, operation: called.name.slice('paginate'.length), node }];
}

function commandIn(
  argument: ts.Expression,
  imported: Imported,
): Pick<Found, 'service' | 'operation'> | undefined {
  const made = ts.isIdentifier(argument) ? initializerOf(argument) : argument;
  if (!made || !ts.isNewExpression(made) || !ts.isIdentifier(made.expression)) return undefined;
  const command = imported.get(made.expression.text);
  const service = command && serviceOfModule[command.module];
  if (!service) return undefined;
  return { service, operation: command.name.replace(/Command$/, '') };
}

/** What a name was given where it was declared, in the innermost block that declares it. */
function initializerOf(name: ts.Identifier): ts.Expression | undefined {
  for (let block: ts.Node = name; block; block = block.parent) {
    if (!ts.isBlock(block) && !ts.isSourceFile(block)) continue;
    const declared = block.statements
      .filter((statement) => ts.isVariableStatement(statement))
      .flatMap((statement) => [...statement.declarationList.declarations])
      .find((each) => ts.isIdentifier(each.name) && each.name.text === name.text);
    if (declared) return declared.initializer;
  }
  return undefined;
}

/** `stripe.transfers.create(...)`. Signing and checking webhooks is done on the spot. */
function stripeCall(node: ts.Node, file: string): Found[] {
  if (!file.startsWith('functions/adapters/stripe/') || !ts.isCallExpression(node)) return [];
  const words = wordsOf(node.expression);
  if (words[0] !== 'stripe' || words.length < 3 || words[1] === 'webhooks') return [];
  return [{ service: 'stripe', operation: words.slice(1).join('.'), node }];
}

/** What functions say through a conduit: `deps.commit(...)`, `deps.queues.send(...)`. */
function said(node: ts.Node, file: string): Found[] {
  if (!ts.isCallExpression(node) || isConduit(file)) return [];
  const words = wordsOf(node.expression);
  if (words.at(-1) === 'commit') return [{ service: 'dynamodb', operation: 'commit', node }];
  if (words.slice(-2).join('.') === 'queues.send')
    return [{ service: 'sqs', operation: 'SendMessageBatch', node }];
  return [];
}

function wordsOf(expression: ts.Expression): string[] {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const before = wordsOf(expression.expression);
  return before.length > 0 ? [...before, expression.name.text] : [];
}

function siteOf({ service, operation, node }: Found, file: string, source: ts.SourceFile): CallSite {
  const around = functionAround(node);
  return {
    id: `${file} ${nameOf(node) ?? 'at the top'} ${operation}`,
    file: relative(root, join(root, file)),
    service,
    operation,
    // A caller that waits stands at its `await`, not at the call.
    at: rangeOf(ts.isAwaitExpression(node.parent) ? node.parent : node, source),
    within: rangeOf(around ?? source, source),
  };
}

const functionAround = (node: ts.Node): ts.Node | undefined =>
  ts.findAncestor(node.parent, (each) => ts.isFunctionLike(each));

/** The name of the innermost function around it that has one. */
function nameOf(node: ts.Node): string | undefined {
  const named = ts.findAncestor(
    node.parent,
    (each) => ts.isFunctionLike(each) && ownName(each) !== undefined,
  );
  return named && ownName(named);
}

function ownName(made: ts.Node): string | undefined {
  if (
    (ts.isFunctionDeclaration(made) || ts.isMethodDeclaration(made) || ts.isFunctionExpression(made)) &&
    made.name
  )
    return made.name.getText();
  const { parent } = made;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.initializer === made)
    return parent.name.getText();
  return undefined;
}

function rangeOf(node: ts.Node, source: ts.SourceFile): Range {
  const position = (offset: number): Position => {
    const { line, character } = source.getLineAndCharacterOfPosition(offset);
    return [line + 1, character + 1];
  };
  return { from: position(node.getStart()), to: position(node.getEnd()) };
}

function numbered(sites: readonly CallSite[]): CallSite[] {
  const seen = new Map<string, number>();
  return sites.map((site) => {
    const no = (seen.get(site.id) ?? 0) + 1;
    seen.set(site.id, no);
    return no === 1 ? site : { ...site, id: `${site.id} #${no}` };
  });
}

export const isIn = ([line, column]: Position, { from, to }: Range): boolean =>
  (line > from[0] || (line === from[0] && column >= from[1])) &&
  (line < to[0] || (line === to[0] && column <= to[1]));
