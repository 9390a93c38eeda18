/** Two agents on one data folder would undo each other's work. */
export class AgentRunsAlready extends Error {
  override readonly name = 'AgentRunsAlready';
}
