import Testing

import Tracer
