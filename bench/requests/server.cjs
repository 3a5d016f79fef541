// The service under load: Express 5 with one JSON route. Tells of itself when it is asked.
const { createServer } = require('node:http');
const express = require('express');

const app = express();
app.disable('x-powered-by');
app.get('/items/:id', (request, response) => {
  response.json({ id: request.params.id, name: 'a thing', price: 12.5, tags: ['new', 'blue'] });
});

const server = createServer(app).listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port });
});

process.on('message', (question) => {
  if (question === 'collect') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({
    user,
    system,
    faults: process.resourceUsage().minorPageFault,
    cpuMicros: user + system,
    rssBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
  });
});
process.on('disconnect', () => process.exit());
