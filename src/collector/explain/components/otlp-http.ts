import { deliveryWords } from '../delivery.ts';
import { headersText, targetText } from '../listener.ts';
import { type ComponentWords, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'otlp_http',
  exporters: (told) => {
    const { settings, signal } = told;
    const own = signal ? textAt(settings, `${signal}_endpoint`) : '';
    const base = textAt(settings, 'endpoint').replace(/\/$/, '');
    const endpoint = own || (base && signal ? `${base}/v1/${signal}` : base);
    const { does, ...rest } = deliveryWords(told);
    const target = [targetText({ ...settings, endpoint }, 'OTLP over HTTP'), ...headersText(settings)];
    return { does: [...target, ...does], ...rest };
  },
};
