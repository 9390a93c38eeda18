/** What carries operators' routes out. */
export const operatorBodies = {
  'POST /v1/operator/vehicles/{vehicle_id}/quarantine': () => ({ reason: 'x' }),
  'POST /v1/operator/vehicles/{vehicle_id}/lift': () => ({ reason: 'x' }),
  'POST /v1/operator/halts': () => ({ model: 'tesseract-eng', reason: 'x' }),
  'DELETE /v1/operator/halts/{halt_id}': () => undefined,
  'POST /v1/operator/dead_letters/{queue}/replay': () => undefined,
} as const;
