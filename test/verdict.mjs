// `.ci/run` ends with it: every failed test once more, by its file and name, then "N passed, N failed". A log may be
// cut at its beginning, and two commands may have printed a thousand lines after what failed. The check counts as one.
// Plain JavaScript without dependencies: it has to speak where the install failed too.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Of a failure's message: what was expected, and the first lines of its stack. */
const linesMax = 30;

const isFailed = ({ status }) => status === 'failed';

function told(file, test, message) {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, linesMax);
  const place = [relative(process.cwd(), file), test].filter(Boolean).join(' > ');
  return [`FAILED ${place}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** What a file says that failed: its tests, or why it could not be loaded. */
function failuresOf({ name, message, assertionResults }) {
  const failed = assertionResults.filter(isFailed);
  if (failed.length === 0) return [told(name, '', message)];
  return failed.map(({ fullName, failureMessages }) => told(name, fullName, failureMessages.join('\n')));
}

/** Of a run whose results are in a file of vitest's JSON reporter, and that ended with this exit code. */
function runOf(path, exitCode) {
  let results;
  try {
    results = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failures: [`FAILED ${path}: the run left no results`] };
  }
  const failures = results.testResults.filter(isFailed).flatMap(failuresOf);
  // A test that none of them names, or an error beside all tests.
  const isBroken = failures.length === 0 && (exitCode !== 0 || results.numPassedTests === 0);
  const broken = `FAILED ${path}: no test failed of ${results.numPassedTests}, and the run ended with ${exitCode}`;
  return { passed: results.numPassedTests, failures: isBroken ? [broken] : failures };
}

const [check, ...runs] = process.argv.slice(2);
const all = runs.map((run) => {
  const [path, exitCode] = run.split('=');
  return runOf(path, Number(exitCode));
});
all.push(
  Number(check) === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: ['FAILED npm run check'] },
);
const passed = all.reduce((sum, run) => sum + run.passed, 0);
const failures = all.flatMap((run) => run.failures);
console.log([...failures, `${passed} passed, ${failures.length} failed`].join('\n'));
process.exitCode = failures.length === 0 ? 0 : 1;
