/** What of Grafana's JSON model a preview reads. */
export interface DashboardModel {
  readonly uid?: string;
  readonly title?: string;
  readonly description?: string;
  readonly time?: { readonly from?: string; readonly to?: string };
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly panels?: readonly PanelModel[];
}

export interface VariableModel {
  readonly name: string;
  readonly type: string;
  readonly query?: string | { readonly query?: string };
  readonly regex?: string;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
}

interface Threshold {
  readonly value: number | null;
  readonly color: string;
}

export interface FieldModel {
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly thresholds?: { readonly steps?: readonly Threshold[] };
  readonly custom?: {
    readonly thresholdsStyle?: { readonly mode?: string };
    readonly spanNulls?: number | boolean;
  };
}

export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly datasource?: { readonly type?: string };
  readonly title?: string;
  readonly gridPos?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly TargetModel[];
  readonly fieldConfig?: {
    readonly defaults?: FieldModel;
    readonly overrides?: readonly {
      readonly matcher: { readonly id: string; readonly options?: unknown };
      readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
    }[];
  };
  readonly options?: {
    readonly sortBy?: readonly { readonly displayName?: string; readonly desc?: boolean }[];
  };
  readonly transformations?: readonly { readonly id: string; readonly options?: unknown }[];
}

interface TargetModel {
  readonly refId?: string;
  readonly expr?: string;
  readonly instant?: boolean;
  readonly legendFormat?: string;
}
