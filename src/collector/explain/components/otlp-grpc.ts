import { deliveryWords } from '../delivery.ts';
import { headersText, targetText } from '../listener.ts';
import type { ComponentWords } from '../words.ts';

export const component: ComponentWords = {
  type: 'otlp_grpc',
  exporters: (told) => {
    const { does, ...rest } = deliveryWords(told);
    const target = [targetText(told.settings, 'OTLP over gRPC'), ...headersText(told.settings)];
    return { does: [...target, ...does], ...rest };
  },
};
