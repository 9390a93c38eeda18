import { spawn } from 'node:child_process';

export type TiedProcess = {
  /** Resolves with the exit code. */
  ended: Promise<number>;
  /** Asks it to end (SIGTERM) and resolves when it has. */
  end(): Promise<void>;
  onLine(listen: (line: string) => void): void;
};

/**
 * A shell between us and the program: it ends the program when its standard input does, which the operating system
 * closes however we end, kill -9 included. So no stand-in and no vehicle outlives the cloud that started it.
 */
const tie = [
  // A shell gives its background commands /dev/null to read from, so ours is kept under another number.
  'exec 3<&0',
  '"$@" </dev/null 3<&- & child=$!',
  '{ cat <&3 >/dev/null; kill -TERM $child 2>/dev/null; } & watcher=$!',
  'wait $child; code=$?',
  'kill $watcher 2>/dev/null',
  'exit $code',
].join('\n');

export function spawnTied(program: string, args: readonly string[], output: 'ignore' | 'pipe'): TiedProcess {
  const shell = spawn('sh', ['-c', tie, 'tie', program, ...args], { stdio: ['pipe', output, output] });
  const ended = new Promise<number>((resolve) => {
    shell.once('error', () => resolve(1));
    shell.once('exit', (code) => resolve(code ?? 1));
  });
  return {
    ended,
    async end() {
      shell.stdin?.end();
      await ended;
    },
    onLine(listen) {
      for (const stream of [shell.stdout, shell.stderr]) {
        let rest = '';
        stream?.setEncoding('utf8').on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) listen(line);
        });
      }
    },
  };
}
