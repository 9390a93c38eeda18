import { describe, expect, test } from 'vitest';
import { allowedModels, type Halt, haltOf } from '../../shared/halt.ts';

const vehicle = { softwareVersion: '1.2.3', hardwareClass: 'AI4', region: 'eu' } as const;
const halt = (named: Partial<Halt>): Halt => ({ haltId: 'halt_1', reason: 'a fault', ...named });

describe('a vehicle is halted', () => {
  test.each([
    ['by its software version', { softwareVersion: '1.2.3' }, true],
    ['not by another', { softwareVersion: '1.2.4' }, false],
    ['not by one that it only begins like', { softwareVersion: '1.2' }, false],
    ['by its class', { hardwareClass: 'AI4' }, true],
    ['not by another', { hardwareClass: 'AI5' }, false],
    ['by its region', { region: 'eu' }, true],
    ['not by another', { region: 'na' }, false],
    ['by its model', { model: 'parkade-embed-1' }, true],
    ['not by another', { model: 'tesseract-eng' }, false],
    [
      'where all that is named is true of it',
      { softwareVersion: '1.2.3', region: 'eu', hardwareClass: 'AI4' },
      true,
    ],
    ['not where one of it is not', { softwareVersion: '1.2.3', region: 'na' }, false],
  ] as const)('%s', (_what, named, isHalted) => {
    expect(haltOf([halt(named)], vehicle, 'parkade-embed-1') !== undefined).toBe(isHalted);
  });

  test('in every region where it says nothing of its own', () => {
    const { region: _unsaid, ...silent } = vehicle;
    for (const region of ['eu', 'na', 'apac'] as const)
      expect(haltOf([halt({ region })], silent, 'parkade-embed-1')).toBeDefined();
  });

  test('for one model, and keeps the others', () => {
    const halts = [halt({ model: 'a', hardwareClass: 'AI4' }), halt({ model: 'b', region: 'na' })];
    expect(allowedModels(halts, vehicle, ['a', 'b', 'c'])).toEqual({ models: ['b', 'c'], halt: halts[0] });
    expect(allowedModels([], vehicle, ['a'])).toEqual({ models: ['a'], halt: undefined });
    expect(allowedModels([halt({ region: 'eu' })], vehicle, ['a', 'b']).models).toEqual([]);
  });
});
