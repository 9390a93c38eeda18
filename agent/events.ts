import type { SignalEvent } from './signals/signal-source.ts';

/**
 * What the agent tells its operator. Never a customer's text, nor a message that may quote one: what went wrong in
 * the middle of a request is told by the error's name alone.
 */
export type AgentEvent =
  | SignalEvent
  | { event: 'enrolled' | 'started'; vehicleId: string; models?: readonly string[] }
  | { event: 'leased' | 'resumed'; taskId: string; model: string; requests: number; endsAt: number }
  | {
      event: 'ran';
      taskId: string;
      finished: number;
      requests: number;
      outcome: RunOutcome;
      runningMillis: number;
    }
  | { event: 'handed_in'; taskId: string | null; status: string; requests: number; code: string | null }
  /** Broken: it is not offered until the agent is started with sound files. */
  | { event: 'engine_fault' | 'model_broken'; model: string; error: string }
  | { event: 'task_fault'; taskId: string; error: string }
  /** The disk does not take what is finished: it is in memory alone, and a restart would run it again. */
  | { event: 'spool_fault'; taskId: string | null; error: string }
  /** The market could not be reached until the lease had ended: what was finished of it is lost. */
  | { event: 'lease_over'; taskId: string; requests: number }
  | { event: 'market_unreachable'; error: string }
  /** By a signed manifest: what is in the cache now, what keeps more from being there, an agent that was switched to. */
  | { event: 'models_held'; models: readonly string[] }
  | { event: 'release_fault'; error: string }
  | { event: 'update_ready'; version: string }
  | { event: 'driver_returned' | 'parked' | 'ended' };

/** Why a task's running ended. */
export type RunOutcome =
  | 'finished'
  | 'driver_returned'
  | 'lease_ending'
  | 'result_full'
  | 'unwanted'
  | 'engine_fault'
  /** An earlier run of the agent began it with another engine or model. */
  | 'engine_changed'
  /** The payload could not be had any more. */
  | 'task_fault';

export type Emit = (event: AgentEvent) => void;
