import { EventEmitter, once } from 'node:events';

/** Whether the car stands and may compute. Its driver outranks everything. */
export type Parked = {
  /** Aborted while a driver is in the car. Read it anew for each parking. */
  readonly driverBack: AbortSignal;
  /** Aborted when the process is to end: it will not be parked again. */
  readonly ended: AbortSignal;
  /** Resolves when the driver has left, or the process is to end. */
  untilParked(): Promise<void>;
  driverReturns(): void;
  driverLeaves(): void;
  end(): void;
};

/** Parked until told otherwise. */
export function createParked(): Parked {
  const changes = new EventEmitter();
  let driver = new AbortController();
  const ending = new AbortController();
  return {
    get driverBack() {
      return driver.signal;
    },
    ended: ending.signal,
    async untilParked() {
      while (driver.signal.aborted && !ending.signal.aborted) await once(changes, 'change');
    },
    driverReturns() {
      driver.abort();
    },
    driverLeaves() {
      if (ending.signal.aborted) return;
      if (driver.signal.aborted) driver = new AbortController();
      changes.emit('change');
    },
    end() {
      ending.abort();
      driver.abort();
      changes.emit('change');
    },
  };
}
