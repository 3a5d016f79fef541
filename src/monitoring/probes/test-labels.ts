/** A probe in the tests of alerts. */
export const SHOP_HOME = {
  job: 'probes',
  instance: 'https://shop.example/',
  probe: 'shop-home',
  owner: 'shop',
  target: 'https://shop.example/',
} as const;
