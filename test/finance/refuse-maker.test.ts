import { expect, test } from 'vitest';
import {
  refuseMaker,
  refuseUnlessOwnOrApprover,
  refuseUnlessProposed,
} from '../../functions/finance/approvals/refuse-maker.ts';
import { refusalCode } from '../shared/sample-task.ts';

const madeBy = 'person_1';

test('who made something does not approve it, and anybody else may', () => {
  expect(refusalCode(() => refuseMaker({ madeBy }, 'person_1'))).toBe('second_person_wanted');
  expect(refusalCode(() => refuseMaker({ madeBy }, 'person_2'))).toBeUndefined();
});

test('only what is proposed is decided on', () => {
  const codes = ['proposed', 'approved', 'rejected'].map((state) =>
    refusalCode(() => refuseUnlessProposed({ state }, 'it')),
  );
  expect(codes).toEqual([undefined, 'conflict', 'conflict']);
});

test('what somebody else made is rejected by who may approve, and taken back by who made it', () => {
  const rejects = (callerId: string, may: readonly ('read' | 'make' | 'approve')[]) =>
    refusalCode(() => refuseUnlessOwnOrApprover({ madeBy }, { callerId, may }));
  expect(rejects('person_1', ['read'])).toBeUndefined();
  expect(rejects('person_2', ['read', 'approve'])).toBeUndefined();
  expect(rejects('person_2', ['read', 'make'])).toBe('not_allowed');
});
