import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** `===`, `!==`, `==`, `!=`, an `includes`, `indexOf`, `equals`, `localeCompare` or `compare` of something named like a secret. */
export type Comparison = { file: string; line: number; text: string };

/** As a secret, or what stands for one, is named here and elsewhere. */
const secretName =
  /secret|signature|hmac|digest|password|token|nonce|challenge|credential|sha256|(^|[a-z])hash$|^hash|^bh$|^mac$|apiKey$|signingKey|sealingKey|proof$|^code$|possession|receiptHandle/i;
/** Counts, times and the like of secrets are none. */
const aboutOne =
  /(Count|Tokens|tokens|EndsAt|At|Seconds|Millis|Type|Header|Name|Version|Limit|Max|Min|Id|Ids)$/;

const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const comparingCalls = new Set(['includes', 'indexOf', 'equals', 'localeCompare', 'compare', 'startsWith']);

/** Every comparison in a source text that may take longer the more of a secret is right. */
export function comparisonsIn(file: string, source: string): Comparison[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Comparison[] = [];
  const visit = (node: ts.Node): void => {
    if (isComparison(node))
      found.push({
        file,
        line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1,
        text: node.getText().replace(/\s+/g, ' '),
      });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isComparison(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    // To be there, to be of a type, or to be a word of the program is told by no secret.
    return !sides.some(isPlain) && sides.some(isSecret);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  if (!comparingCalls.has(node.expression.name.text)) return false;
  const sides = [node.expression.expression, ...node.arguments];
  return !sides.slice(1).some(isPlain) && sides.some(isSecret);
}

const isPlain = (node: ts.Expression): boolean =>
  ts.isLiteralExpression(node) ||
  ts.isTypeOfExpression(node) ||
  node.kind === ts.SyntaxKind.NullKeyword ||
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword ||
  (ts.isIdentifier(node) && node.text === 'undefined');

/** A name, what is read of it, called with it, or awaited. */
function isSecret(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return isNamedSecret(node.text);
  if (ts.isPropertyAccessExpression(node)) return isNamedSecret(node.name.text);
  return heldBy(node).some(isSecret);
}

function heldBy(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isCallExpression(node)) return [node.expression, ...node.arguments];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return [node.left, node.right];
  const holds =
    ts.isElementAccessExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node);
  return holds ? [node.expression] : [];
}

const isNamedSecret = (name: string) => secretName.test(name) && !aboutOne.test(name);

/** Of all product code that runs on the market's side, by the path of its file. */
export function marketSources(root: string): { file: string; source: string }[] {
  return ['functions', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { file: path.slice(root.length), source: readFileSync(path, 'utf8') };
      }),
  );
}
