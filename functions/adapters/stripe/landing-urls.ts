/** Where Stripe's pages lead people back to: functions/customer/get-landing-pages.ts answers there. */
export const paymentLandings = (publicUrl: string) => ({
  success_url: `${publicUrl}/paid`,
  cancel_url: `${publicUrl}/not-paid`,
});

export const onboardingLandings = (publicUrl: string) => ({
  return_url: `${publicUrl}/onboarded`,
  refresh_url: `${publicUrl}/link-expired`,
});
