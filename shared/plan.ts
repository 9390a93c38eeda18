/** How a batch's lines are bundled into tasks. Running time is the reference car's. */
export type PlanLimits = {
  runningSeconds: number;
  requests: number;
  payloadBytes: number;
  /** A task is made smaller than the limits only so that this many vehicles can take part, ... */
  wantedTasks: number;
  /** ... and never smaller than both of these. */
  leastRunningSeconds: number;
  leastRequests: number;
};

export const standardPlanLimits: PlanLimits = {
  runningSeconds: 60,
  requests: 2_000,
  payloadBytes: 1_000_000,
  wantedTasks: 24,
  leastRunningSeconds: 5,
  leastRequests: 20,
};
