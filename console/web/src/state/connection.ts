import { onlineManager } from '@tanstack/react-query';
import { observable } from './observable.ts';

/** Whether the market was reached the last time that it was tried. */
export const connection = observable<{ isLost: boolean }>({ isLost: false });

const probeMillis = 2_000;
/** Needs no key, and costs the market nothing. */
const probe = '/v1/openapi.json';

// The browser's own word is of its network, not of the market: a call that fails says more.
onlineManager.setEventListener(() => () => {});

/** Calls wait from now on (Query holds them back) until a small one gets through; then all go on. */
export function loseConnection(): void {
  if (connection.get().isLost) return;
  connection.set({ isLost: true });
  onlineManager.setOnline(false);
  const again = async () => {
    const isBack = await fetch(probe, { method: 'HEAD', cache: 'no-store' })
      .then(({ status }) => status < 500)
      .catch(() => false);
    if (!isBack) return void setTimeout(() => void again(), probeMillis);
    connection.set({ isLost: false });
    onlineManager.setOnline(true);
  };
  setTimeout(() => void again(), probeMillis);
}
