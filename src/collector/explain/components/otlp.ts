import { listenerText } from '../listener.ts';
import { type ComponentWords, recordAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'otlp',
  receivers: ({ settings, signal }) => {
    const grpc = recordAt(settings, 'protocols.grpc');
    const http = recordAt(settings, 'protocols.http');
    const path = http && signal ? textAt(http, `${signal}_url_path`) : '';
    return {
      does: [
        ...(grpc ? [listenerText(grpc, 'OTLP over gRPC')] : []),
        ...(http ? [listenerText(http, `OTLP over HTTP${path ? ` at the path ${path}` : ''}`)] : []),
      ],
    };
  },
};
