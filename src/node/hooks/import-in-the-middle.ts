/**
 * Takes the place of the package of the same name in the bundle. The module hook sees what ES modules import
 * as long as it is CommonJS, and everything that Binnacle instruments is; so there is nothing left to do.
 */
export class Hook {}
