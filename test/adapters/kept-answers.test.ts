import { expect, test } from 'vitest';
import { commitTo } from '../../functions/adapters/commit.ts';
import { keptAnswersIn, keptAnswerWrites } from '../../functions/adapters/kept-answers.ts';
import { codeOf, startTable, tableName } from './table.ts';
import { clientLosing } from './unlucky-clients.ts';

const table = await startTable();
const name = (key: string) => ({ customerId: 'cus_1', keySha256: key });
const begin = (key: string, attempt: string) =>
  keptAnswerWrites.begin(name(key), { requestSha256: 'the same', attempt, now: 7 });
/** Each call's first answer is lost, so that the SDK sends it again. */
const losing = () => commitTo(clientLosing(table, ({ ofCall }) => ofCall === 1).db, tableName);

test('of two copies of a request in the same millisecond one runs, though the answer to the other is lost', async () => {
  await table.commit([begin('doubled', 'a')]);
  expect(await codeOf(losing()([begin('doubled', 'b')]))).toBe('conflict');
});

test('a request whose own beginning was answered into the void runs', async () => {
  await losing()([begin('lost', 'a')]);
  expect(await keptAnswersIn(table.db, tableName).find(name('lost'))).toMatchObject({ state: 'running' });
});
