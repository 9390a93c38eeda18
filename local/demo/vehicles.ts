import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { catalogue } from '../../shared/catalogue.ts';
import type { enrolmentCodeReply } from '../../shared/contract/owner.ts';
import type { Cloud } from '../cloud.ts';
import { writePrivateFile } from '../private-file.ts';
import { spawnTied, type TiedProcess } from '../tied-process.ts';
import { call } from './api.ts';
import { demoCharter } from './charter.ts';
import { demoOwners } from './seed.ts';
import type { DemoStore } from './state.ts';

export type DemoVehicle = { ownerId: string; process: TiedProcess };

const agentProgram = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));

/**
 * Of three vehicles the second owner has one, the first two. An engine takes 100 to 250 MB, so the first owner's cars
 * share the models between them, while the second owner's runs all of them: each model has vehicles of both owners,
 * who check each other's work.
 */
function placeOf(no: number, count: number): { owner: number; models: string[] } {
  const [embed = '', chat = '', ocr = ''] = catalogue.map(({ id }) => id);
  if (no % 3 === 1) return { owner: 1, models: [embed, chat, ocr] };
  if (count === 2) return { owner: 0, models: [embed, chat, ocr] };
  return { owner: 0, models: no % 3 === 0 ? [ocr, embed] : [chat, embed] };
}

/** Each a process with keys of its own, enrolled by a one-time code at its first start. */
export async function startVehicles(
  cloud: Cloud,
  { state }: DemoStore,
  { dir, count, onEvent }: { dir: string; count: number; onEvent: (no: number, line: string) => void },
): Promise<DemoVehicle[]> {
  const vehicles: DemoVehicle[] = [];
  for (let no = 0; no < count; no++) {
    const { owner: ownerNo, models } = placeOf(no, count);
    const owner = state.owners[ownerNo];
    if (!owner) throw new Error(`the demo has no owner ${ownerNo}`);
    const dataDir = join(dir, 'vehicles', String(no + 1));
    const { code } = isEnrolled(dataDir)
      ? { code: undefined }
      : await call<z.infer<typeof enrolmentCodeReply>>(`${cloud.url}/v1/owner/enrolment_codes`, {
          key: owner.apiKey,
          body: {},
        });
    keepCharter(dataDir, demoOwners[ownerNo]?.tariffMicroUsdPerKwh ?? 0);
    const started = spawnTied(
      process.execPath,
      [
        agentProgram,
        '--base-url',
        `${cloud.url}/v1`,
        '--data-dir',
        dataDir,
        '--models',
        models.join(','),
        ...(code ? ['--code', code] : []),
      ],
      'pipe',
    );
    started.onLine((line) => onEvent(no + 1, line));
    vehicles.push({ ownerId: owner.ownerId, process: started });
  }
  return vehicles;
}

/** Once: whoever plays with the rules of a demo car keeps what they wrote. */
function keepCharter(dataDir: string, tariffMicroUsdPerKwh: number): void {
  const file = join(dataDir, 'charter.json');
  if (existsSync(file)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writePrivateFile(file, JSON.stringify(demoCharter(tariffMicroUsdPerKwh), null, 2));
}

function isEnrolled(dataDir: string): boolean {
  const file = join(dataDir, 'device.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).identity !== null;
}
