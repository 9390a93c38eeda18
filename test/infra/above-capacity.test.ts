import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { type Resource, synthesized } from './synthesized.ts';

const { template, all } = synthesized();

describe('what comes above capacity', () => {
  test('leaves the market’s own functions the concurrency they need, whoever floods which path', () => {
    const account = 1_000;
    // AWS lets no account reserve more.
    const neverReserved = 100;
    const outside = functions.filter(({ trigger }) => trigger.kind === 'url');
    expect(outside.filter(({ reservedConcurrency = 0 }) => reservedConcurrency < 1)).toEqual([]);
    const reserved = outside.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
    const inside = functions.reduce((sum, { trigger }) => {
      if (trigger.kind === 'url') return sum;
      return sum + (trigger.kind === 'queue' ? trigger.maxConcurrency : 1);
    }, 0);
    expect(account - reserved).toBeGreaterThanOrEqual(Math.max(neverReserved, inside));
    for (const { entry, reservedConcurrency } of outside)
      template.hasResourceProperties('AWS::Lambda::Function', {
        Description: `${entry} (Parkade)`,
        ReservedConcurrentExecutions: reservedConcurrency,
      });
  });

  test('tells customers when to come again where an answer does not say it, as Lambda’s refusals don’t, and nobody else', () => {
    const [[policyId] = []] = Object.entries(
      template.findResources('AWS::CloudFront::ResponseHeadersPolicy', {
        Properties: {
          ResponseHeadersPolicyConfig: {
            CustomHeadersConfig: { Items: [{ Header: 'retry-after', Value: '1', Override: false }] },
          },
        },
      }),
    );
    expect(policyId).toBeDefined();
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { DefaultCacheBehavior: { ResponseHeadersPolicyId: { Ref: policyId } } },
    });
    const [[, { Properties: distribution }]] = all('AWS::CloudFront::Distribution') as [[string, Resource]];
    const { CacheBehaviors } = distribution.DistributionConfig as {
      CacheBehaviors: { PathPattern: string }[];
    };
    const others = CacheBehaviors.filter(({ PathPattern }) => PathPattern.startsWith('/v1/'));
    expect(others).toHaveLength(5);
    expect(JSON.stringify(others)).not.toContain('ResponseHeadersPolicyId');
    expect(JSON.stringify(CacheBehaviors)).not.toContain(`"${policyId}"`);
  });
});
