import { spawn } from 'node:child_process';

export type TiedProcess = {
  /** Resolves with the exit code. */
  ended: Promise<number>;
  /** Asks it to end (SIGTERM) and resolves when it has. */
  end(): Promise<void>;
  /** Ends it at once (kill -9), whatever it does, and resolves when it has. */
  kill(): Promise<void>;
  /** Of the shell that the program is a child of. */
  pid: number | undefined;
  onLine(listen: (line: string) => void): void;
};

/**
 * A shell between us and the program: a line on its standard input asks the program to end; the end of that input,
 * which the operating system brings about however we end, kill -9 included, ends it at once. So no stand-in and no
 * vehicle outlives the cloud that started it.
 */
const tie = [
  // A shell gives its background commands /dev/null to read from, so ours is kept under another number.
  'exec 3<&0',
  '"$@" </dev/null 3<&- & child=$!',
  '{ if read -r word <&3; then kill -TERM $child; else kill -KILL $child; fi 2>/dev/null; } & watcher=$!',
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
      shell.stdin?.end('end\n');
      await ended;
    },
    async kill() {
      shell.stdin?.destroy();
      await ended;
    },
    pid: shell.pid,
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
