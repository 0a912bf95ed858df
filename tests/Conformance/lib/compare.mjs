// Runs all comparisons, and fails with the first few differences rather than with the first one alone.
import assert from 'node:assert/strict';

export async function compareAll(cases, compare) {
  const results = await Promise.allSettled(cases.map(compare));
  const failures = results.filter(({ status }) => status === 'rejected');
  const shown = failures.slice(0, 12).map(({ reason }) => reason.message);
  assert.equal(failures.length, 0, `${failures.length} of ${cases.length} differ:\n\n${shown.join('\n\n')}`);
  return results.map(({ value }) => value);
}

/** Deep equality of plain data, with both sides in the message. */
export function same(actual, expected, about) {
  try {
    assert.deepStrictEqual(actual, expected);
  } catch {
    throw new Error(`${about}\n  ours:      ${JSON.stringify(actual)}\n  reference: ${JSON.stringify(expected)}`);
  }
}
