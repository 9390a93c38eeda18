import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Batch } from '../../shared/batch.ts';
import type { MicroUsd } from '../../shared/money.ts';
import {
  capMessage,
  defaultProjectId,
  dueAlerts,
  monthOf,
  newProject,
  type Project,
  type ProjectSpend,
  type SpendAlert,
} from '../../shared/project.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { joinedReads } from './read-items.ts';
import { itemsUnder } from './read-pages.ts';

/** What tells a batch's project and month. */
type Spender = Pick<Batch, 'customerId' | 'projectId' | 'createdAt'>;

export function projectsIn(db: DynamoDBDocumentClient, tableName: string) {
  const getItem = joinedReads(db, tableName);

  /** Refuses with not_found, also where another customer has it. */
  async function get(customerId: string, projectId: string): Promise<Project> {
    const item = await getItem(keys.project(customerId, projectId));
    if (item) return projectFrom(customerId, item);
    // Every customer has it, those too that came before there were projects.
    if (projectId === defaultProjectId) return projectFrom(customerId, keys.project(customerId, projectId));
    throw new Refusal('not_found', `No project found with id '${projectId}'.`);
  }

  async function spendOf(
    name: Pick<ProjectSpend, 'customerId' | 'projectId' | 'month'>,
  ): Promise<ProjectSpend> {
    const item = await getItem(keys.projectSpend(name));
    return {
      ...name,
      committedMicroUsd: BigInt((item?.committedMicroUsd as number) ?? 0),
      chargedMicroUsd: BigInt((item?.chargedMicroUsd as number) ?? 0),
    };
  }

  const alertsOf = async ({ customerId, projectId }: Pick<Project, 'customerId' | 'projectId'>, month = '') =>
    Array.fromAsync(
      itemsUnder(db, tableName, {
        pk: keys.project(customerId, '').pk,
        sk: `ALERT#${projectId}#${month}`,
      }),
      alertFrom,
    );

  return {
    get,
    spendOf,
    /** In the order of months and percents; of one month where it is named. */
    alertsOf,

    async list(
      customerId: string,
      { after, limit }: { after: string | undefined; limit: number },
    ): Promise<Project[]> {
      const found: Project[] = [];
      // By its id the default one comes first: `default` is before every `proj_`.
      if (after === undefined) found.push(await get(customerId, defaultProjectId));
      const from = keys.project(customerId, after ?? defaultProjectId);
      const under = keys.project(customerId, '');
      if (found.length < limit)
        for await (const item of itemsUnder(db, tableName, under, { after: from })) {
          found.push(projectFrom(customerId, item));
          if (found.length === limit) break;
        }
      return found;
    },

    /**
     * The write that takes `micros` of what a batch's project may still spend in its month, for the commit that holds
     * them: refused there with insufficient_quota above the cap, and here where the project is archived. Release what
     * is not charged with `projectWrites.release`.
     */
    async reserve(batch: Spender, micros: MicroUsd): Promise<Write> {
      const project = await get(batch.customerId, batch.projectId);
      if (project.archivedAt !== undefined)
        throw new Refusal('not_allowed', `The project ${project.projectId} is archived.`);
      const spend = await spendOf(spendNameOf(batch));
      return projectWrites.reserve(project, spend, micros);
    },

    /** The writes that count charges of a project's month, for the commit that chains them, and the alerts they call for. */
    async charge(batch: Spender, micros: MicroUsd, now: number): Promise<Write[]> {
      const name = spendNameOf(batch);
      const project = await get(batch.customerId, batch.projectId);
      if (project.monthlyCapMicroUsd === undefined) return [projectWrites.charge(name, micros)];
      const [before, told] = await Promise.all([spendOf(name), alertsOf(project, name.month)]);
      const after = { ...before, chargedMicroUsd: before.chargedMicroUsd + micros };
      return [
        projectWrites.charge(name, micros, before),
        ...dueAlerts(project, after, told, now).map(projectWrites.alert),
      ];
    },
  };
}

const spendNameOf = ({ customerId, projectId, createdAt }: Spender) => ({
  customerId,
  projectId,
  month: monthOf(createdAt),
});

export const projectWrites = {
  create: (project: Project): Write => ({
    put: {
      Item: { ...keys.project(project.customerId, project.projectId), ...project },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `project ${project.projectId} exists already`),
  }),

  /** `project` is the changed one: its version is one above the loaded one's. */
  save: (project: Project): Write => ({
    put: {
      Item: { ...keys.project(project.customerId, project.projectId), ...project },
      ConditionExpression:
        project.version === 1
          ? 'attribute_not_exists(#version)'
          : '#version = :loaded AND attribute_not_exists(archivedAt)',
      ExpressionAttributeNames: { '#version': 'version' },
      ...(project.version > 1 && { ExpressionAttributeValues: { ':loaded': project.version - 1 } }),
    },
    otherwise: new Refusal(
      'changed_meanwhile',
      `project ${project.projectId} was changed meanwhile; try again`,
    ),
  }),

  /** Nothing begins in an archived project, were it archived in this very moment. */
  beUsed: ({ customerId, projectId, name }: Project): Write => ({
    update: {
      Key: keys.project(customerId, projectId),
      UpdateExpression: 'SET #name = if_not_exists(#name, :name)',
      ConditionExpression: 'attribute_not_exists(archivedAt)',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':name': name },
    },
    otherwise: new Refusal('conflict', `The project ${projectId} is archived.`, { param: 'project_id' }),
  }),

  reserve: (project: Project, spend: ProjectSpend, micros: MicroUsd): Write => {
    const { monthlyCapMicroUsd: cap } = project;
    return {
      update: {
        Key: keys.projectSpend(spend),
        UpdateExpression: 'ADD committedMicroUsd :micros',
        ExpressionAttributeValues: { ':micros': micros, ...(cap !== undefined && { ':most': cap - micros }) },
        // In a month's first hold there is nothing to compare with yet.
        ...(cap !== undefined && {
          ConditionExpression:
            cap >= micros
              ? 'attribute_not_exists(committedMicroUsd) OR committedMicroUsd <= :most'
              : 'committedMicroUsd <= :most',
        }),
      },
      otherwise: new Refusal('insufficient_quota', capMessage(project, spend), {
        param: 'project.monthly_cap_micro_usd',
      }),
    };
  },

  /** What a hold gave back when it ended. */
  release: (batch: Spender, micros: MicroUsd): Write => ({
    update: {
      Key: keys.projectSpend(spendNameOf(batch)),
      UpdateExpression: 'ADD committedMicroUsd :micros',
      ExpressionAttributeValues: { ':micros': -micros },
    },
    otherwise: new Refusal('conflict', 'what was held can always be released'),
  }),

  /** `after`: only if nothing else was charged since, so that of two charges one sees that they cross a threshold together. */
  charge: (
    name: Pick<ProjectSpend, 'customerId' | 'projectId' | 'month'>,
    micros: MicroUsd,
    after?: ProjectSpend,
  ): Write => ({
    update: {
      Key: keys.projectSpend(name),
      UpdateExpression: 'ADD chargedMicroUsd :micros',
      ExpressionAttributeValues: {
        ':micros': micros,
        ...(after && { ':charged': after.chargedMicroUsd }),
      },
      ...(after && {
        ConditionExpression:
          after.chargedMicroUsd === 0n
            ? 'attribute_not_exists(chargedMicroUsd) OR chargedMicroUsd = :charged'
            : 'chargedMicroUsd = :charged',
      }),
    },
    otherwise: new Refusal('changed_meanwhile', `project ${name.projectId} was charged meanwhile`),
  }),

  /** Once for ever. */
  alert: (alert: SpendAlert): Write => ({
    put: {
      Item: { ...keys.spendAlert(alert), ...alert },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `the alert at ${alert.percent} % was told meanwhile`),
  }),
};

/** What the default project of a customer who came before there were projects does not say, is as a new one's. */
function projectFrom(customerId: string, item: Record<string, unknown>): Project {
  const { pk: _pk, sk, monthlyCapMicroUsd, ...project } = item as Project & Record<string, unknown>;
  const projectId = String(sk).slice('PROJECT#'.length);
  return {
    ...{ ...newProject({ customerId, projectId, name: 'Default' }, 0), version: 0 },
    ...project,
    ...(monthlyCapMicroUsd !== undefined && { monthlyCapMicroUsd: BigInt(monthlyCapMicroUsd) }),
  };
}

function alertFrom(item: Record<string, unknown>): SpendAlert {
  const { pk: _pk, sk: _sk, ...alert } = item as SpendAlert & Record<string, unknown>;
  return {
    ...alert,
    capMicroUsd: BigInt(alert.capMicroUsd),
    chargedMicroUsd: BigInt(alert.chargedMicroUsd),
  };
}
