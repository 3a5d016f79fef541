import protobuf from 'protobufjs';

/** The messages of a trace export: https://github.com/open-telemetry/opentelemetry-proto */
const PROTO = `
syntax = "proto3";
message Value { oneof value { string s = 1; bool b = 2; int64 i = 3; double d = 4; List l = 5; Map m = 6; bytes y = 7; } }
message List { repeated Value values = 1; }
message Map { repeated Pair values = 1; }
message Pair { string key = 1; Value value = 2; }
message Scope { string name = 1; string version = 2; repeated Pair attributes = 3; uint32 dropped = 4; }
message Resource { repeated Pair attributes = 1; uint32 dropped = 2; }
message Event { fixed64 time = 1; string name = 2; repeated Pair attributes = 3; uint32 dropped = 4; }
message Link { bytes trace = 1; bytes span = 2; string state = 3; repeated Pair attributes = 4; uint32 dropped = 5; fixed32 flags = 6; }
message Status { string message = 2; uint32 code = 3; }
message Span {
  bytes trace = 1; bytes span = 2; string state = 3; bytes parent = 4; string name = 5; uint32 kind = 6;
  fixed64 start = 7; fixed64 end = 8; repeated Pair attributes = 9; uint32 droppedAttributes = 10;
  repeated Event events = 11; uint32 droppedEvents = 12; repeated Link links = 13; uint32 droppedLinks = 14;
  Status status = 15; fixed32 flags = 16;
}
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema = 3; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopes = 2; string schema = 3; }
message Request { repeated ResourceSpans resources = 1; }
`;

const request = protobuf.parse(PROTO).root.lookupType('Request');

/** A trace export, read by another implementation of protobuf. */
export const decodeTraceRequest = (bytes: Uint8Array): Record<string, unknown> =>
  request.toObject(request.decode(bytes), { defaults: true, longs: String, bytes: String, arrays: true });
