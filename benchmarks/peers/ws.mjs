// Node's `ws`, the usual loop over the clients. node ws.mjs PORT, beside an installed node_modules/ws.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: Number(process.argv[2]), host: '127.0.0.1', perMessageDeflate: false, backlog: 4096 });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const frame = `{"n":0,"ev":"message.created","cursor":"AAAAAAAAAAAAAAAAAAAAAAAA","data":${data}}`;
    for (const client of server.clients) client.send(frame);
  });
});
