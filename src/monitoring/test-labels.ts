/** A service in the tests of alerts. */
export const SHOP = { job: 'shop/orders', deployment_environment_name: 'production' } as const;

/** One of its processes. */
export const SHOP_PROCESS = { ...SHOP, instance: 'a1' } as const;

/** A Collector in the tests of alerts. */
export const COLLECTOR = { job: 'collector', instance: 'collector:8888' } as const;

/** Prometheus in the tests of alerts. */
export const PROMETHEUS = { job: 'prometheus', instance: 'localhost:9090' } as const;
