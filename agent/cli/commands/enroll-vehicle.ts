import { existsSync } from 'node:fs';
import { type DataDir, dataDirAt } from '../../data-dir.ts';
import type { Enrolled } from '../enrol-measured.ts';
import { optionsFor, vehicleOptions } from '../vehicle-options.ts';
import { table } from '../wording.ts';
import { give, type World } from '../world.ts';

export const enrollCommand = (world: World) =>
  vehicleOptions(
    world,
    'enroll',
    "Make this vehicle's keys and bind it to its owner, with a code that the owner got",
  )
    .argument('<code>', 'the one-time code: it holds for ten minutes')
    .option('--json', 'one JSON document on standard output')
    .action(async (code, { json, ...given }) => {
      // An engine that did not answer last time may do so now.
      const options = await optionsFor(world, given, ({ models: _, ...kept }) => kept);
      // What engines and cryptography bring along is not for `status` to load.
      const { enrolMeasured } = await import('../enrol-measured.ts');
      const done = await enrolMeasured(world, code, options);
      give(world, { json }, { text: enrolledText(done, dataDirAt(options.dataDir)), document: done });
    });

const enrolledText = ({ vehicleId, ownerId, baseUrl, hardwareClass, benchmarks }: Enrolled, dir: DataDir) =>
  [
    `Enrolled as ${vehicleId} (${hardwareClass}) of ${ownerId} at ${baseUrl}.`,
    `Its key was made here and stays here: ${dir.device}`,
    '',
    table(
      ['model', { right: "of the reference car's speed" }, { right: 'memory' }],
      benchmarks.map(({ model, speed, memoryMegabytes }) => [model, `${speed} x`, `${memoryMegabytes} MB`]),
    ),
    '',
    existsSync(dir.charter)
      ? `Start it with: parkade-agent run (it goes by ${dir.charter})`
      : 'Start it with: parkade-agent run --charter FILE --signals SOURCE',
  ].join('\n');
