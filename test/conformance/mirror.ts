import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Mutex } from 'async-mutex';
import { afterAll, expect } from 'vitest';
import { type TableModel, tableModel } from '../sim/model/table.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/**
 * Loaded before a test of the market (the project `mirror`): each call of a table is made of the model as well, one
 * after the other, and what the two answer must be the same. So every expression that the market really sends, with
 * the values that it really sends, is asked of both. The model's table begins as empty as the stand-in's.
 */
const known = new Set(['Get', 'Put', 'Update', 'Delete', 'Query', 'BatchGet', 'TransactWrite']);

type Mirrored = { model: TableModel; turn: Mutex };
const tables = new Map<string, Mirrored>();
let calls = 0;
const differences: object[] = [];

type Command = { input: object; constructor: { name: string } };
type Send = (this: DynamoDBDocumentClient, command: Command, options?: object) => Promise<unknown>;

const prototype = DynamoDBDocumentClient.prototype as unknown as { send: Send };
const { send } = prototype;

prototype.send = async function sendMirrored(command, options) {
  const operation = command.constructor.name.slice(0, -'Command'.length);
  if (!known.has(operation)) return send.call(this, command, options);
  const { model, turn } = await mirroredOf(this as unknown as DynamoDBClient);
  return turn.runExclusive(async () => {
    const input = structuredClone(command.input);
    let reply: (() => unknown) | undefined;
    const real = await outcomeOf(async () => {
      try {
        const answer = await send.call(this, command, options);
        reply = () => answer;
        return answer;
      } catch (error) {
        reply = () => {
          throw error;
        };
        throw error;
      }
    });
    const mirrored = await outcomeOf(async () => model.call(operation, input));
    note(operation, input, [real, mirrored]);
    return reply?.();
  });
};

async function mirroredOf({ config }: DynamoDBClient): Promise<Mirrored> {
  const { hostname, port } = (await config.endpoint?.()) ?? { hostname: 'aws', port: 0 };
  const name = `${hostname}:${port}`;
  const found = tables.get(name) ?? {
    model: tableModel({ now: Date.now, random: Math.random }),
    turn: new Mutex(),
  };
  tables.set(name, found);
  return found;
}

function note(operation: string, input: object, [real, mirrored]: [Outcome, Outcome]): void {
  calls++;
  const [expected, found] = [real, mirrored].map((outcome) => ordered(operation, outcome));
  try {
    expect(found).toEqual(expected);
  } catch {
    differences.push({ operation, input, expected, found });
  }
}

/** A batch's items are in no order, and the items of an index under one key neither. */
function ordered(operation: string, outcome: Outcome): unknown {
  if (operation !== 'BatchGet' || !('answer' in outcome)) return outcome;
  const { Responses } = outcome.answer as { Responses?: Record<string, object[]> };
  return Object.values(Responses ?? {})
    .flat()
    .map((item) => JSON.stringify(item))
    .sort();
}

afterAll(() => {
  console.log(`mirror: ${calls} calls, ${differences.length} differences`);
  expect(differences.slice(0, 3)).toEqual([]);
});
