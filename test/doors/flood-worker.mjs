import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/*
 * A flood from a thread of its own, so that what it costs to send it is not the market's: one request every so often,
 * whether the one before was answered or not. Told to stop, it tells how many were answered with which status.
 */
const { url, method, headers, body, connections } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const statuses = {};
let retryAfters = 0;
let timer;

function send() {
  const sent = request(url, { method, headers, agent }, (reply) => {
    statuses[reply.statusCode] = (statuses[reply.statusCode] ?? 0) + 1;
    if (reply.headers['retry-after']) retryAfters++;
    reply.resume();
  });
  sent.on('error', () => {});
  sent.end(body);
}

parentPort.on('message', (told) => {
  if (told.everyMillis) timer = setInterval(send, told.everyMillis);
  if (told === 'pause') clearInterval(timer);
  if (told === 'end') {
    clearInterval(timer);
    parentPort.postMessage({ statuses, retryAfters });
    agent.destroy();
    parentPort.close();
  }
});
