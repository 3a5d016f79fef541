// A broker of Kafka's protocol in memory, for tests: one node, topics appear when they are asked for.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"
)

// Where a record batch has its partition leader epoch, after its offset and length.
const epochStart, epochEnd = 12, 16

// Brokers write that epoch themselves and do not look at what a client wrote; kfake wants -1, kafkajs writes 0.
func ignoreLeaderEpoch(cluster *kfake.Cluster) func(kmsg.Request) (kmsg.Response, error, bool) {
	return func(request kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		produce, isProduce := request.(*kmsg.ProduceRequest)
		if !isProduce {
			return nil, nil, false
		}
		for _, topic := range produce.Topics {
			for _, partition := range topic.Partitions {
				if len(partition.Records) < epochEnd {
					continue
				}
				copy(partition.Records[epochStart:epochEnd], []byte{0xff, 0xff, 0xff, 0xff})
			}
		}
		return nil, nil, false
	}
}

func main() {
	port := flag.Int("port", 0, "port on 127.0.0.1; 0 lets the system choose")
	flag.Parse()
	cluster, err := kfake.NewCluster(
		kfake.NumBrokers(1),
		kfake.Ports(*port),
		kfake.AllowAutoTopicCreation(),
		kfake.DefaultNumPartitions(1),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer cluster.Close()
	cluster.ControlKey(int16(kmsg.Produce), ignoreLeaderEpoch(cluster))
	log.Printf("listening on %v", cluster.ListenAddrs())
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	<-ended
}
