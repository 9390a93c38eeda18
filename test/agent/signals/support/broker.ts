import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';

/** A real MQTT broker on this machine, and somebody who publishes there. */
export async function startBroker(port = 0) {
  const broker = await Aedes.createBroker();
  const subscriptions: string[] = [];
  broker.on('subscribe', (asked) => subscriptions.push(...asked.map(({ topic }) => topic)));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    broker.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publisher = await connectAsync(url);
  return {
    url,
    port: (server.address() as AddressInfo).port,
    /** Every topic that was subscribed to. */
    subscriptions,
    publish: (topic: string, payload: string, retain = false) =>
      publisher.publishAsync(topic, payload, { qos: 1, retain }),
    async untilSubscribed(topic: string) {
      while (!subscriptions.includes(topic)) await once(broker, 'subscribe');
    },
    async stop() {
      await publisher.endAsync(true);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broker.close(resolve));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Broker = Awaited<ReturnType<typeof startBroker>>;
