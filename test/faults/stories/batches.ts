import type { TestVehicle } from '../../support/test-vehicle.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import type { Party } from './parties.ts';
import type { Outcome } from './story.ts';

/** A file, once: one whose answer was lost is found by its name. */
export async function fileOf(customer: Party, name: string, lines: readonly object[]): Promise<string> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const form = () => {
    const made = new FormData();
    made.set('purpose', 'batch');
    made.set('file', new Blob([text]), name);
    return made;
  };
  const { id } = await customer.make(
    '/files',
    form(),
    (each: { filename: string }) => each.filename === name,
  );
  return id;
}

/** A batch, once: one whose answer was lost is found by what its maker wrote on it. */
export async function batchOf(customer: Party, name: string, body: object): Promise<string> {
  const asked = { completion_window: '24h', metadata: { name }, ...body };
  const { id } = await customer.make(
    '/batches',
    asked,
    (each: { metadata?: { name?: string } }) => each.metadata?.name === name,
  );
  return id;
}

/** Works until nothing is offered any more, and none of the market's steps is left. */
export async function workAll(market: FaultyMarket, ...vehicles: TestVehicle[]): Promise<void> {
  await market.drain();
  let quiet = 0;
  for (let round = 0; quiet < 2 && round < 60; round++) {
    const before = market.plan.firedCount();
    let ran = 0;
    for (const vehicle of vehicles) ran += await market.persist(() => vehicle.workUntilIdle());
    await market.drain();
    quiet = ran === 0 && market.plan.firedCount() === before ? quiet + 1 : 0;
    // A lane that was seen empty is asked again; a message that a failed call holds comes back.
    market.advanceSeconds(1_200);
    await market.timer('sweepBatches');
  }
}

export async function ended(customer: Party, batchId: string): Promise<Outcome> {
  const { status, request_counts, output_file_id, error_file_id, x_parkade } = await customer.get(
    `/batches/${batchId}`,
  );
  const outputs = [output_file_id, error_file_id].filter((id) => id !== null);
  const contents: string[] = [];
  for (const id of outputs) contents.push(await customer.get(`/files/${id}/content`));
  return {
    status,
    request_counts,
    charged: x_parkade.charged_micro_usd,
    lines: contents
      .flatMap((content) => String(content).trim().split('\n'))
      .map(idIn)
      .sort(),
  };
}

function idIn(line: string): string {
  const { custom_id, response } = JSON.parse(line);
  return `${custom_id} ${response?.status_code}`;
}
