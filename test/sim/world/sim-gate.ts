import {
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { SQSServiceException } from '@aws-sdk/client-sqs';
import type { Fault, FaultPlan } from '../faults/fault-plan.ts';
import type { SimFault } from '../faults/sim-fault.ts';
import type { Gate, PortCall } from '../model/port.ts';
import { type Environment, type Instance, kill, never } from './environment.ts';
import type { Partitions } from './partitions.ts';
import type { Random } from './random.ts';
import type { Trace } from './trace.ts';

export type GateParts = {
  env: Environment;
  faults: FaultPlan;
  trace: Trace;
  partitions: Partitions;
  /** Of latencies. */
  random: Random;
  /** Set while a read is carried out that is told what was. */
  stale: { isAsked: boolean };
};

/** What can become of a call by what it is. */
const writeFaults: readonly SimFault[] = [
  'fails_before',
  'fails_after',
  'fails_after',
  'doubled',
  'doubled',
  'throttled',
  'conflict',
  'conflict',
  'delayed',
  'delayed',
  'delayed',
  'delayed',
  'crashed_before',
  'crashed_after',
  'partitioned',
];
const readFaults: readonly SimFault[] = ['fails_before', 'throttled', 'delayed', 'delayed', 'crashed_after'];
const laxReadFaults: readonly SimFault[] = [...readFaults, 'stale', 'stale', 'stale', 'stale', 'stale'];

function faultsOf({ service, writes, input }: PortCall): readonly SimFault[] {
  if (writes) return writeFaults;
  const isLax = service === 'table' && !(input as { ConsistentRead?: boolean }).ConsistentRead;
  return isLax ? laxReadFaults : readFaults;
}

const latencyMillisMax = 12;
const delayMillisMax = 40_000;

/**
 * How an instance reaches the cloud: each call takes time before and after it is carried out, so that others come
 * between, and what the plan says goes wrong with it. A dead instance hears of nothing, and nothing of it is heard.
 */
export function simGate(instance: Instance, role: string, parts: GateParts): Gate {
  const { env, faults, trace, partitions, random, stale } = parts;
  const passes = (millis: number) => new Promise<void>((resolve) => env.after(millis, resolve));
  const latency = () => random.below(latencyMillisMax);

  return async (call, act) => {
    const fault = faults.at(`${role}/${call.operation}`, faultsOf(call));
    await passes(latency() + (fault?.kind === 'delayed' ? delayOf(fault.random) : 0));
    if (!instance.alive) return never();
    if (fault) goesWrong(fault, call);
    if (!instance.alive) return never();
    if (partitions.isCut(role, call.service, env.now())) throw unreachable(call.service);
    return outcomeOf(call, act, fault?.kind);
  };

  /** Before anything is carried out. */
  function goesWrong({ kind, id, random: chance }: Fault, call: PortCall): void {
    trace.note(instance.name, `${call.operation} ${kind} (${id})`);
    if (kind === 'partitioned') partitions.cut(role, call.service, env.now() + delayOf(chance));
    if (kind === 'crashed_before') kill(instance);
    if (kind === 'fails_before') throw unreachable(call.service);
    if (kind === 'throttled') throw throttled(call);
    if (kind === 'conflict') throw conflict(call);
  }

  async function outcomeOf(call: PortCall, act: () => unknown, kind: SimFault | undefined) {
    stale.isAsked = kind === 'stale';
    let outcome = attempt(act);
    if (kind === 'doubled') outcome = attempt(act);
    stale.isAsked = false;
    trace.step(instance.name, call, outcome);
    if (kind === 'crashed_after') return die(instance);
    if (random.chance(0.6)) await passes(latency());
    if (!instance.alive) return never();
    if (kind === 'fails_after') throw unreachable(call.service);
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  }
}

function die(instance: Instance): Promise<never> {
  kill(instance);
  return never();
}

function attempt(act: () => unknown): { answer: unknown } | { error: unknown } {
  try {
    return { answer: act() };
  } catch (error) {
    return { error };
  }
}

/** Most delays are of seconds; some are longer than a lease of a minute may bear. */
export const delayOf = (random: Random): number =>
  random.chance(0.8) ? 50 + random.below(3_000) : 3_000 + random.below(delayMillisMax);

const $metadata = {};

/** As the SDK has it when all of its tries failed. */
function unreachable(service: PortCall['service']): Error {
  const message = 'The service could not be reached (simulated).';
  if (service === 'table') return new InternalServerError({ message, $metadata });
  const lost = { name: 'TimeoutError', message, $fault: 'server' as const, $metadata };
  return service === 'objects' ? new S3ServiceException(lost) : new SQSServiceException(lost);
}

function throttled({ service, operation, input }: PortCall): Error {
  const message = 'Too many calls (simulated).';
  const told = { message, $fault: 'client' as const, $metadata };
  if (service === 'objects') return new S3ServiceException({ name: 'SlowDown', ...told });
  if (service === 'queues') return new SQSServiceException({ name: 'RequestThrottled', ...told });
  if (operation === 'TransactWrite') return cancelled(input, 'ThrottlingError');
  return new ProvisionedThroughputExceededException({ message, $metadata });
}

/** Only writes of the table collide; what else there is was busy for other reasons. */
function conflict(call: PortCall): Error {
  if (call.service !== 'table') return throttled(call);
  if (call.operation === 'TransactWrite') return cancelled(call.input, 'TransactionConflict');
  return new TransactionConflictException({ message: 'Another transaction is under way.', $metadata });
}

function cancelled(input: object, Code: string): Error {
  const { TransactItems = [] } = input as { TransactItems?: readonly unknown[] };
  const CancellationReasons = TransactItems.map((_, at) => ({ Code: at === 0 ? Code : 'None' }));
  return new TransactionCanceledException({
    message: 'Transaction cancelled (simulated).',
    $metadata,
    CancellationReasons,
  });
}
